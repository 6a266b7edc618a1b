"""A correction is public once a second person has passed it, and a withdrawn release comes back by another
person than who withdrew it. The database lets in nothing else."""

from django.db import migrations

WITHDRAWN_BY = """
UPDATE stats_secretrelease secret SET withdrawn_by_id = event.by_id
FROM stats_release release, security_auditevent event
WHERE release.id = secret.release_id AND release.state = 'withdrawn' AND event.action = 'withdraw_release'
    AND event.subject = 'release' AND event.subject_id = release.number::text
"""
GOES_ON = """
CREATE OR REPLACE FUNCTION stats_release_goes_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state = 'drawing' THEN RETURN NEW; END IF;
    ELSIF TG_OP = 'DELETE' THEN
        IF OLD.state = 'drawing' THEN RETURN OLD; END IF;
    ELSIF OLD.state IN ('drawing', 'ready') AND NEW.state <> 'withdrawn'
            AND (NEW.state <> 'discarded' OR OLD.state = 'ready') THEN
        RETURN NEW;
    ELSIF {passed} AND to_jsonb(NEW) - 'state' = to_jsonb(OLD) - 'state' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'releases are frozen' USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
#: While it is withdrawn nobody stands as who restored it.
RESTORED = "EXISTS (SELECT FROM stats_secretrelease WHERE release_id = OLD.id AND restored_by_id IS NOT NULL)"
WITHDRAWN_ONLY = "OLD.state = 'published' AND NEW.state = 'withdrawn'"
BOTH_WAYS = f"""((OLD.state = 'published' AND NEW.state = 'withdrawn' AND NOT {RESTORED})
        OR (OLD.state = 'withdrawn' AND NEW.state = 'published' AND {RESTORED}))"""
PROPOSED = """
CREATE FUNCTION stats_proposal_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.state = 'waiting' AND to_jsonb(NEW) - '{state,decided_by_id,decided_at,reason}'::text[]
                = to_jsonb(OLD) - '{state,decided_by_id,decided_at,reason}'::text[] THEN
            RETURN NEW;
        END IF;
    ELSIF TG_OP = 'INSERT' THEN
        IF NEW.state = 'waiting' THEN RETURN NEW; END IF;
    END IF;
    RAISE EXCEPTION 'proposed notes are decided once' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER stats_proposednote_decided BEFORE INSERT OR UPDATE OR DELETE ON stats_proposednote
    FOR EACH ROW EXECUTE FUNCTION stats_proposal_decided();
CREATE TRIGGER stats_proposednote_kept BEFORE TRUNCATE ON stats_proposednote
    FOR EACH STATEMENT EXECUTE FUNCTION stats_refuse_change();
CREATE FUNCTION stats_correction_passed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.kind <> 'correction' OR EXISTS (
        SELECT FROM stats_proposednote proposed JOIN stats_release release ON release.id = proposed.release_id
        WHERE release.number = NEW.release AND proposed.state = 'passed'
            AND proposed.text_zh = NEW.text_zh AND proposed.text_en = NEW.text_en
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a correction needs a second person' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER stats_releasenote_passed BEFORE INSERT ON stats_releasenote
    FOR EACH ROW EXECUTE FUNCTION stats_correction_passed();
"""
NOT_PROPOSED = """
DROP TRIGGER stats_releasenote_passed ON stats_releasenote;
DROP FUNCTION stats_correction_passed();
DROP TRIGGER stats_proposednote_kept ON stats_proposednote;
DROP TRIGGER stats_proposednote_decided ON stats_proposednote;
DROP FUNCTION stats_proposal_decided();
"""


class Migration(migrations.Migration):
    dependencies = [("stats", "0009_proposed_notes"), ("security", "0006_confirmed_addresses")]
    operations = [
        migrations.RunSQL(WITHDRAWN_BY, migrations.RunSQL.noop),
        migrations.RunSQL(GOES_ON.format(passed=BOTH_WAYS), GOES_ON.format(passed=WITHDRAWN_ONLY)),
        migrations.RunSQL(PROPOSED, NOT_PROPOSED),
    ]
