"""A statistics report stays true for as long as its release is published, whatever is released after it.

The function tells the number of the release too, so that the look-up can name a newer one and read what is
said of it. A function that tells more columns has to be made anew, with its rights.
"""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("reports.printing.migrations.0004_lists_and_releases")
DROP = "DROP FUNCTION printing_verify(text);\n"
FUNCTION = """
CREATE FUNCTION printing_verify(text)
RETURNS TABLE (title text, digest bytea, printed_at timestamptz, standing text, name text, release integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT told.title, told.digest, told.printed_at, told.standing,
        CASE WHEN told.standing <> 'withdrawn' THEN told.name END, told.release
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
            END AS name,
            NULL::integer AS release
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
            organisation.name::text, NULL
        FROM printing_printedsheet sheet
        LEFT JOIN records_sheetentry entry ON entry.id = sheet.subject_id
        LEFT JOIN orgs_organisation organisation ON organisation.id = entry.organisation_id
        WHERE sheet.number = $1 AND sheet.kept = 'entry'
        UNION ALL
        SELECT sheet.title::text, sheet.digest, sheet.printed_at,
            CASE
                WHEN organisation.id IS NULL THEN 'withdrawn'
                WHEN EXISTS (
                    SELECT FROM printing_printedsheet later
                    WHERE later.subject_id = sheet.subject_id AND later.kept = sheet.kept
                        AND later.sheet = sheet.sheet AND later.version = sheet.version
                        AND later.digest <> sheet.digest AND later.id > sheet.id
                ) THEN 'superseded'
                ELSE 'dated'
            END,
            organisation.name::text, NULL
        FROM printing_printedsheet sheet
        LEFT JOIN orgs_organisation organisation ON organisation.id = sheet.subject_id
        WHERE sheet.number = $1 AND sheet.kept = 'list'
        UNION ALL
        SELECT sheet.title::text, sheet.digest, sheet.printed_at,
            CASE
                WHEN release.state IS DISTINCT FROM 'published' THEN 'withdrawn'
                ELSE 'current'
            END,
            '', sheet.subject_id::integer
        FROM printing_printedsheet sheet
        LEFT JOIN stats_release release ON release.number = sheet.subject_id
        WHERE sheet.number = $1 AND sheet.kept = 'release'
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
        ("printing", "0007_frozen_looks"),
        ("stats", "0006_sealed_releases"),
    ]
    operations = [
        migrations.RunSQL(
            DROP + FUNCTION,
            DROP + BEFORE.BEFORE.replace(BEFORE._LAST, BEFORE._MORE + BEFORE._LAST),
        ),
    ]
