"""The journal refuses change, and refuses an entry that does not follow from the last."""

from django.db import migrations

GUARD = """
CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$;

CREATE TRIGGER journal_entry_append_only BEFORE UPDATE OR DELETE ON journal_entry
    FOR EACH ROW EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER journal_entry_no_truncate BEFORE TRUNCATE ON journal_entry
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER journal_head_append_only BEFORE UPDATE OR DELETE ON journal_head
    FOR EACH ROW EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER journal_head_no_truncate BEFORE TRUNCATE ON journal_head
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();

CREATE FUNCTION journal_follow() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last journal_entry;
BEGIN
    SELECT * INTO last FROM journal_entry ORDER BY number DESC LIMIT 1;
    IF NEW.number <> coalesce(last.number, 0) + 1
        OR NEW.previous <> coalesce(last.hash, repeat('0', 64))
        OR NEW.hash <> encode(sha256(decode(NEW.previous, 'hex') || sha256(NEW.content)), 'hex')
    THEN RAISE EXCEPTION 'entry % does not follow from the journal''s last', NEW.number;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER journal_entry_follows BEFORE INSERT ON journal_entry
    FOR EACH ROW EXECUTE FUNCTION journal_follow();
"""

UNGUARD = """
DROP TRIGGER journal_entry_follows ON journal_entry;
DROP FUNCTION journal_follow();
DROP TRIGGER journal_head_no_truncate ON journal_head;
DROP TRIGGER journal_head_append_only ON journal_head;
DROP TRIGGER journal_entry_no_truncate ON journal_entry;
DROP TRIGGER journal_entry_append_only ON journal_entry;
DROP FUNCTION journal_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
