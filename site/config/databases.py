"""Django's DATABASES: which server, which login, and how connections are kept.

Two aliases lead to one database. `default` is the application's login, or the owner's for the few
commands that change tables. `public` is the login that can read released statistics and nothing
else; the open data and the public pages use it, so an error there cannot reach a person.
"""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from config.environment import Environment
from config.postgres.home import Home
from config.roles import APP, DATABASE, OWNER, PUBLIC, PUBLIC_SETTINGS

Settings = dict[str, Any]
POOL_SECONDS = 10  # how long a request waits for a free connection before it fails


def build_databases(
    *, environment: Environment, private: Home | None, as_owner: bool, pooled: bool
) -> dict[str, Settings]:
    """Settings of both aliases.

    `private` is the home of the private server, or None to use the URLs of the environment. Raises
    ImproperlyConfigured when a needed URL is missing or is not one of PostgreSQL.
    """
    if private is not None:
        default = _private(private, OWNER if as_owner else APP)
        public = _private(private, PUBLIC, **PUBLIC_SETTINGS)
    else:
        name = "DATABASE_OWNER_URL" if as_owner else "DATABASE_URL"
        default = _from_url(name, environment.database_owner_url if as_owner else environment.database_url)
        public = _from_url("DATABASE_PUBLIC_URL", environment.database_public_url)
    size = environment.database_pool_size if pooled else 0
    return {"default": _with_pool(default, size=size), "public": _with_pool(public, size=size)}


def _private(home: Home, login: str, **session: str) -> Settings:
    """`session`: settings that hold whatever the login has set for itself. Poolers in between refuse such."""
    options = {"passfile": str(home.passwords)}
    if session:
        options["options"] = " ".join(f"-c {name}={value}" for name, value in session.items())
    return _postgres(name=DATABASE, user=login, host=str(home.sockets), options=options)


def _from_url(variable: str, url: str) -> Settings:
    parts = urlsplit(url)
    name = unquote(parts.path.removeprefix("/"))
    if parts.scheme not in {"postgres", "postgresql"} or not parts.username or not name:
        raise ImproperlyConfigured(f"{variable} must read postgresql://login:password@server:5432/database")
    return _postgres(
        name=name,
        user=unquote(parts.username),
        password=unquote(parts.password or ""),
        host=unquote(parts.hostname or ""),
        port=str(parts.port or ""),
        options=dict(parse_qsl(parts.query)),
    )


def _postgres(
    *, name: str, user: str, host: str, options: Settings, password: str = "", port: str = ""
) -> Settings:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": user,
        "PASSWORD": password,
        "HOST": host,
        "PORT": port,
        "OPTIONS": options,
        "CONN_HEALTH_CHECKS": True,
    }


def _with_pool(settings: Settings, *, size: int) -> Settings:
    """The same settings with at most `size` connections a process; 0 opens one for each request."""
    if not size:
        return settings
    pool = {"min_size": 1, "max_size": size, "timeout": POOL_SECONDS}
    return settings | {"OPTIONS": settings["OPTIONS"] | {"pool": pool}}
