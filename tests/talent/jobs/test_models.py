import psycopg
import pytest

pytestmark = pytest.mark.django_db(transaction=True)

TABLES = ("procrastinate_jobs", "procrastinate_events", "procrastinate_workers", "jobs_failure")


@pytest.mark.parametrize(
    "question",
    [*(f"SELECT FROM {table}" for table in TABLES), "SELECT procrastinate_register_worker_v1()"],
)
def test_the_public_login_can_neither_see_nor_run_jobs(public_connection, question):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        public_connection.execute(question)


def test_a_settled_failure_has_its_time(owner_connection):
    with pytest.raises(psycopg.errors.CheckViolation):
        owner_connection.execute(
            'INSERT INTO jobs_failure (job, task, arguments, attempts, error, "where", at, settled)'
            " VALUES (1, 't', '{}', 1, 'e', '', now(), 'again')"
        )
