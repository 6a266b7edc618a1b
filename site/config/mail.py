"""Django's MAILERS from one address, as DATABASES come from one."""

from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_BACKENDS = "django.core.mail.backends"
_SECONDS = 20  # for a mail server that does not answer; the job is tried again
#: scheme → (port, options)
_SMTP: dict[str, tuple[int, dict[str, bool]]] = {
    "smtp": (587, {"use_tls": True}),
    "smtps": (465, {"use_ssl": True}),
    "smtp+plain": (25, {}),
}


def mailers(url: str) -> dict[str, dict[str, Any]]:
    """The one mailer that MAIL_URL names; none for an empty text. Raises ImproperlyConfigured.

    The text of the error does not repeat the address: a password stands in it.
    """
    if not url:
        return {}
    parts = urlsplit(url)
    if parts.scheme == "console":
        return {"default": {"BACKEND": "config.mailconsole.EmailBackend"}}
    if parts.scheme == "file" and parts.path:
        options = {"file_path": unquote(parts.path)}
        return {"default": {"BACKEND": f"{_BACKENDS}.filebased.EmailBackend", "OPTIONS": options}}
    if parts.scheme in _SMTP and parts.hostname:
        return {"default": {"BACKEND": f"{_BACKENDS}.smtp.EmailBackend", "OPTIONS": _smtp(parts)}}
    raise ImproperlyConfigured(
        "MAIL_URL must read smtp://login:password@server:587, file:///folder or console:"
    )


def _smtp(parts: SplitResult) -> dict[str, Any]:
    port, secured = _SMTP[parts.scheme]
    return {
        "host": parts.hostname,
        "port": parts.port or port,
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "timeout": _SECONDS,
        **secured,
    }
