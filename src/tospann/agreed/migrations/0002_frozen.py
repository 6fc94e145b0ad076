"""What was opened, answered and released stays as it was; only a withdrawal may be added."""

from django.db import migrations

# ruff: noqa: S608 - the only names put into the SQL are the ones below
FROZEN = ["version", "return", "release", "reading", "notice", "annex"]

GUARD = """
CREATE FUNCTION agreed_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME; END $$;

CREATE FUNCTION agreed_only_withdraw() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL
        OR (NEW.id, NEW.version_id, NEW.owner_id, NEW.sha256, NEW.decided_by, NEW.decided_on,
            NEW.case_reference, NEW.recorded_at, NEW.recorded_by_id)
        IS DISTINCT FROM
           (OLD.id, OLD.version_id, OLD.owner_id, OLD.sha256, OLD.decided_by, OLD.decided_on,
            OLD.case_reference, OLD.recorded_at, OLD.recorded_by_id)
    THEN RAISE EXCEPTION 'a ratification may only be withdrawn, and only once';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agreed_ratification_only_withdraw BEFORE UPDATE ON agreed_ratification
    FOR EACH ROW EXECUTE FUNCTION agreed_only_withdraw();
CREATE TRIGGER agreed_ratification_no_delete BEFORE DELETE ON agreed_ratification
    FOR EACH ROW EXECUTE FUNCTION agreed_refuse();

CREATE FUNCTION agreed_same_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.sha256 IS DISTINCT FROM (SELECT sha256 FROM agreed_version WHERE id = NEW.version_id)
    THEN RAISE EXCEPTION 'a ratification is given to the fingerprint of its version';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agreed_ratification_same_text BEFORE INSERT ON agreed_ratification
    FOR EACH ROW EXECUTE FUNCTION agreed_same_text();

CREATE FUNCTION agreed_own_fingerprint() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.sha256 <> encode(sha256(NEW.content), 'hex')
    THEN RAISE EXCEPTION 'the fingerprint is not that of the content';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agreed_version_own_fingerprint BEFORE INSERT ON agreed_version
    FOR EACH ROW EXECUTE FUNCTION agreed_own_fingerprint();
""" + "\n".join(
    f"CREATE TRIGGER agreed_{table}_frozen BEFORE UPDATE OR DELETE ON agreed_{table}\n"
    "    FOR EACH ROW EXECUTE FUNCTION agreed_refuse();"
    for table in FROZEN
)

UNGUARD = (
    "\n".join(f"DROP TRIGGER agreed_{table}_frozen ON agreed_{table};" for table in FROZEN)
    + """
DROP TRIGGER agreed_version_own_fingerprint ON agreed_version;
DROP FUNCTION agreed_own_fingerprint();
DROP TRIGGER agreed_ratification_same_text ON agreed_ratification;
DROP FUNCTION agreed_same_text();
DROP TRIGGER agreed_ratification_no_delete ON agreed_ratification;
DROP TRIGGER agreed_ratification_only_withdraw ON agreed_ratification;
DROP FUNCTION agreed_only_withdraw();
DROP FUNCTION agreed_refuse();
"""
)


class Migration(migrations.Migration):
    dependencies = [("agreed", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
