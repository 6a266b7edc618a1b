"""What the public's login reads of a transaction that nobody else sees, through the open interface."""

from contextlib import contextmanager

from django.db import ProgrammingError, connections, transaction
from django.test import RequestFactory
from psycopg.errors import InsufficientPrivilege

from config.roles import APP, PUBLIC
from reports.opendata import answers, books, standing
from reports.opendata.api import TableDetail

#: Where people stand, approved or not.
CLOSED = ("records_change", "records_talentrecord", "records_person", "records_doubt", "stats_fact")


def act_as(role):
    """The rights of a login from here on, until the transaction ends; the owner's session may take either."""
    with connections["default"].cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")


@contextmanager
def reading_as_the_public():
    """Both aliases of Django are the public's login, on the connection of the transaction under way."""
    default, public = connections["default"], connections["public"]
    kept, public.connection = public.connection, default.connection
    act_as(PUBLIC)
    try:
        yield
    finally:
        public.connection = kept
        act_as(APP)


def open_answer(key):
    """Status and content of a table of the open interface, every figure of it."""
    for each in (answers._kept, books._kept, standing._known):  # nothing that the process remembers
        each.clear()
    with reading_as_the_public():
        answer = TableDetail.as_view()(RequestFactory().get(f"/open/v1/tables/{key}"), key=key)
        return answer.status_code, answer.content


def is_closed(table):
    """Whether the public's login is refused."""
    with reading_as_the_public():
        try:
            with transaction.atomic(), connections["default"].cursor() as cursor:
                cursor.execute(f"SELECT FROM {table} LIMIT 1")
        except ProgrammingError as no:
            return isinstance(no.__cause__, InsufficientPrivilege)
    return False
