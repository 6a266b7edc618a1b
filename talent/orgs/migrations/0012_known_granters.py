"""Of grants from before, the audit log knows who gave them."""

from django.db import migrations

KNOWN = """
UPDATE orgs_membership membership SET granted_by_id = event.by_id
FROM security_auditevent event
WHERE event.action = 'grant_role' AND event.subject = 'membership' AND event.by_id IS NOT NULL
    AND event.subject_id = membership.id::text
"""


class Migration(migrations.Migration):
    dependencies = [("orgs", "0011_who_granted"), ("security", "0006_confirmed_addresses")]
    operations = [migrations.RunSQL(KNOWN, migrations.RunSQL.noop)]
