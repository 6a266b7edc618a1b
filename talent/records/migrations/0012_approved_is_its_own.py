"""What a record points at as approved is a change of that record, whatever is moved, merged or taken away.

A foreign key would say less (any change would do), would need an index of the pointer, and would ask row by row
where thousands move at once. The change is held meanwhile, so that nobody deletes it; the lookup is a lateral one
with a limit, so that it always goes by the key of the change, however few rows the planner once saw.
"""

from django.db import migrations

HOLD = """
CREATE FUNCTION records_approved_is_its_own() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wrong record;
BEGIN
    SELECT written.id, written.approved_id INTO wrong FROM written LEFT JOIN LATERAL (
        SELECT change.id FROM records_change change
        WHERE change.id = written.approved_id AND change.record_id = written.id LIMIT 1 FOR KEY SHARE
    ) AS own ON true WHERE written.approved_id IS NOT NULL AND own.id IS NULL LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'record % has no change % to be approved', wrong.id, wrong.approved_id
            USING ERRCODE = 'foreign_key_violation', TABLE = 'records_talentrecord', COLUMN = 'approved_id';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER records_approved_is_its_own_anew
    AFTER INSERT ON records_talentrecord REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION records_approved_is_its_own();
CREATE TRIGGER records_approved_is_its_own
    AFTER UPDATE ON records_talentrecord REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION records_approved_is_its_own();

CREATE FUNCTION records_approved_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM records_talentrecord record WHERE record.id = OLD.record_id AND record.approved_id = OLD.id
    ) THEN
        RAISE EXCEPTION 'change % is what record % has approved', OLD.id, OLD.record_id
            USING ERRCODE = 'foreign_key_violation', TABLE = 'records_change';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER records_approved_stays
    AFTER DELETE OR UPDATE OF record_id ON records_change
    FOR EACH ROW WHEN (OLD.state = 'accepted') EXECUTE FUNCTION records_approved_stays();

-- An approval changes no indexed column: with room in its page, the row and not one of its indexes is written.
ALTER TABLE records_talentrecord SET (fillfactor = 75);
"""
LET_GO = """
ALTER TABLE records_talentrecord RESET (fillfactor);
DROP TRIGGER records_approved_is_its_own_anew ON records_talentrecord;
DROP TRIGGER records_approved_is_its_own ON records_talentrecord;
DROP FUNCTION records_approved_is_its_own();
DROP TRIGGER records_approved_stays ON records_change;
DROP FUNCTION records_approved_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0011_fewer_indexes")]
    operations = [migrations.RunSQL(HOLD, LET_GO)]
