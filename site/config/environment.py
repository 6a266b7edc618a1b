"""Every environment variable the project reads, with its type and default.

docs/howto/configure.md documents each of them, and a test keeps the two lists equal. A default
here serves development; `config.settings.production` refuses the ones that must be given.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, fields
from pathlib import Path
from typing import Any, Self

from django.core.exceptions import ImproperlyConfigured

#: What a variable may say that is one of a few words.
CHOICES = {
    "site_zone": ("outer", "inner", "all"),
    "second_factor": ("", "required", "optional", "off"),
    "official_passwords": ("djcp3", "modern"),
    "individual_passwords": ("djcp3", "modern"),
    "open_licence": ("CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0", "ODC-By-1.0"),
}
#: Limits: none of them may be switched off by a zero.
POSITIVE = (
    *("password_days", "login_failures", "lockout_minutes", "idle_minutes", "session_hours"),
    *("individual_idle_minutes", "individual_session_hours", "open_requests", "open_key_requests"),
)


@dataclass(frozen=True)
class Environment:
    """Typed values of the variables: the field `secret_key` is the variable SECRET_KEY."""

    debug: bool = False
    secret_key: str = ""
    database_url: str = ""
    database_owner_url: str = ""
    database_public_url: str = ""
    database_pool_size: int = 8
    data_dir: Path | None = None
    xdg_data_home: Path | None = None
    talent_key_file: Path | None = None
    attachment_dir: Path | None = None
    allowed_hosts: tuple[str, ...] = ()
    trusted_origins: tuple[str, ...] = ()
    site_url: str = ""
    public_url: str = ""
    site_zone: str = "all"
    mail_url: str = ""
    mail_from: str = "no-reply@localhost"
    sms_url: str = ""
    behind_tls_proxy: bool = False
    trusted_proxies: int = 0
    second_factor: str = ""
    official_passwords: str = "djcp3"
    individual_passwords: str = "modern"
    password_days: int = 90
    login_failures: int = 5
    lockout_minutes: int = 15
    idle_minutes: int = 15
    session_hours: int = 8
    individual_idle_minutes: int = 60
    individual_session_hours: int = 12
    open_licence: str = "CC-BY-4.0"
    open_requests: int = 120
    open_key_requests: int = 1200
    print_fonts: tuple[str, ...] = ()
    static_root: Path | None = None
    log_level: str = "INFO"
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1

    def __post_init__(self) -> None:
        for name, words in CHOICES.items():
            if (given := getattr(self, name)) not in words:
                known = ", ".join(word for word in words if word)
                raise ImproperlyConfigured(f"{name.upper()} is {given!r}, which is none of {known}")
        for name in POSITIVE:
            if (number := getattr(self, name)) < 1:
                raise ImproperlyConfigured(f"{name.upper()} is {number}, which is less than 1")

    @classmethod
    def read(cls, source: Mapping[str, str] = os.environ) -> Self:
        """The values found in `source`; an empty text counts as absent.

        Raises ImproperlyConfigured, naming the variable, when a text cannot be understood.
        """
        found: dict[str, Any] = {}
        for field in fields(cls):
            text = source.get(field.name.upper(), "").strip()
            if text:
                found[field.name] = _parse(field, text)
        return cls(**found)


def variable_names() -> list[str]:
    """Names of all variables, as they are written in a shell."""
    return [field.name.upper() for field in fields(Environment)]


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _truth(text: str) -> bool:
    return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}[text.lower()]


def _path(text: str) -> Path:
    return Path(text).expanduser().absolute()


PARSERS: dict[Any, tuple[Callable[[str], Any], str]] = {
    str: (str, "text"),
    int: (int, "a whole number"),
    bool: (_truth, "yes or no"),
    tuple[str, ...]: (_words, "words with commas between them"),
    Path | None: (_path, "a path"),
}


def _parse(field: Field[Any], text: str) -> Any:
    parser, meaning = PARSERS[field.type]
    try:
        return parser(text)
    except (KeyError, ValueError) as error:
        name = field.name.upper()
        raise ImproperlyConfigured(f"{name} is {text!r}, which cannot be read as {meaning}") from error
