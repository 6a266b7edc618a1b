import pytest
from django.db import DatabaseError, ProgrammingError, connection

from config.unready import ADVICE, advice_for

FORGET = "DELETE FROM django_migrations WHERE app = 'inbox'"


def failure(sql: str) -> DatabaseError:
    with pytest.raises(DatabaseError) as raised, connection.cursor() as cursor:
        cursor.execute(sql)
    return raised.value


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("sql", ["SELECT * FROM not_made", "SELECT not_made FROM orgs_region"])
def test_missing_table_or_column_is_explained_while_migrations_wait(sql, owner_connection):
    owner_connection.execute(FORGET)
    assert advice_for(failure(sql)) == ADVICE


@pytest.mark.django_db(transaction=True)
def test_other_faults_are_left_as_they_are_while_migrations_wait(owner_connection):
    owner_connection.execute(FORGET)
    assert advice_for(failure("SELECT 1 / 0")) == ""


@pytest.mark.django_db(transaction=True)
def test_missing_table_is_a_fault_of_ours_when_nothing_waits():
    failed = failure("SELECT * FROM not_made")
    assert isinstance(failed, ProgrammingError)
    assert advice_for(failed) == ""
