"""What a command line needs of the database, known before Django reads its settings."""

from collections.abc import Sequence
from pathlib import Path

# They make or change tables, which the application's login cannot.
OWNER_COMMANDS = frozenset({"migrate", "sqlmigrate", "flush", "createcachetable"})
# They read files only, so a fresh checkout runs them without a server.
NO_DATABASE = frozenset(
    {
        "help",
        "version",
        "collectstatic",
        "findstatic",
        "database_roles",
        "diffsettings",
        "makemessages",
        "messages",
    }
)
WEB = "serve"


def command_of(argv: Sequence[str]) -> str:
    """The management command in `argv`; empty when another program, such as a web server, runs."""
    if len(argv) < 2 or Path(argv[0]).name not in {"manage.py", "django-admin"}:
        return ""
    return argv[1]


def needs_owner(argv: Sequence[str]) -> bool:
    """Whether the command runs under the owner's login.

    So does a demonstration of many people: it builds the indexes of their tables anew.
    """
    many = command_of(argv) == "demo" and any(each.startswith(("--people", "--bulk")) for each in argv)
    return many or command_of(argv) in OWNER_COMMANDS


def needs_database(argv: Sequence[str]) -> bool:
    """Whether the command may connect to the database."""
    command = command_of(argv)
    return (
        command not in NO_DATABASE and not command.startswith("-") and bool(command) and "--help" not in argv
    )


def serves_pages(argv: Sequence[str]) -> bool:
    """Whether the process answers requests, and so gains from a pool of connections."""
    return command_of(argv) in {"", WEB}
