"""The login of the public asks about one number; it can read neither the table nor anything beside it.

The function speaks with the rights of the owner and tells five things of one sheet. What is in force now decides
whether the sheet is current; of one that is withdrawn, no name is told.
"""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION printing_verify(text)
RETURNS TABLE (title text, digest bytea, printed_at timestamptz, standing text, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT told.title, told.digest, told.printed_at, told.standing,
        CASE WHEN told.standing <> 'withdrawn' THEN told.name END
    FROM (
        SELECT sheet.title::text, sheet.digest, sheet.printed_at,
            CASE
                WHEN record.approved_id IS NULL THEN 'withdrawn'
                WHEN record.approved_id = sheet.version THEN 'current'
                ELSE 'superseded'
            END AS standing,
            CASE
                WHEN length(change.full_name) > 1
                THEN left(change.full_name, 1) || repeat('*', least(length(change.full_name) - 1, 8))
                ELSE '*'
            END AS name
        FROM printing_printedsheet sheet
        LEFT JOIN records_talentrecord record ON record.id = sheet.subject_id
        LEFT JOIN records_change change ON change.id = sheet.version AND change.record_id = record.id
        WHERE sheet.number = $1 AND sheet.kept = 'record'
        UNION ALL
        SELECT sheet.title::text, sheet.digest, sheet.printed_at,
            CASE
                WHEN entry.id IS NULL THEN 'withdrawn'
                WHEN entry.lock = sheet.version AND entry.state = 'submitted' THEN 'current'
                ELSE 'superseded'
            END,
            organisation.name::text
        FROM printing_printedsheet sheet
        LEFT JOIN records_sheetentry entry ON entry.id = sheet.subject_id
        LEFT JOIN orgs_organisation organisation ON organisation.id = entry.organisation_id
        WHERE sheet.number = $1 AND sheet.kept = 'entry'
    ) AS told
$$;
REVOKE EXECUTE ON FUNCTION printing_verify(text) FROM PUBLIC;
DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'talent_public') THEN
        GRANT EXECUTE ON FUNCTION printing_verify(text) TO talent_public;
    END IF;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("printing", "0001_initial"),
        ("records", "0024_defaults_of_the_walk"),
        ("orgs", "0010_delegations"),
    ]
    operations = [migrations.RunSQL(FUNCTION, "DROP FUNCTION printing_verify(text)")]
