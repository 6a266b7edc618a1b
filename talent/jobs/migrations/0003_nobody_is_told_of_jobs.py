"""The queue tells nobody of its jobs: every login may LISTEN and NOTIFY, PostgreSQL has no right for it."""

from django.db import migrations

NAMES = {
    "procrastinate_jobs_notify_queue_job_inserted_v1": (
        "AFTER INSERT ON procrastinate_jobs FOR EACH ROW"
        " WHEN (new.status = 'todo'::procrastinate_job_status)"
        " EXECUTE FUNCTION procrastinate_notify_queue_job_inserted_v1()"
    ),
    "procrastinate_jobs_notify_queue_job_aborted_v1": (
        "AFTER UPDATE OF abort_requested ON procrastinate_jobs FOR EACH ROW"
        " WHEN (old.abort_requested = false AND new.abort_requested = true"
        " AND new.status = 'doing'::procrastinate_job_status)"
        " EXECUTE FUNCTION procrastinate_notify_queue_abort_job_v1()"
    ),
}


class Migration(migrations.Migration):
    dependencies = [("jobs", "0002_only_the_application_runs_jobs")]

    operations = [
        migrations.RunSQL(f"DROP TRIGGER {name} ON procrastinate_jobs", f"CREATE TRIGGER {name} {promise}")
        for name, promise in NAMES.items()
    ]
