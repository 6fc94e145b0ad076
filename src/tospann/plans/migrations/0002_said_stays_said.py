"""What an owner has said, and what was told about a measure, is only added to."""

from django.db import migrations

SAID = ["settlement", "understanding", "progress", "judgement"]

GUARD = """
CREATE FUNCTION plans_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME; END $$;

CREATE FUNCTION plans_same_signal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.partnership_id, NEW.owner_id, NEW.number)
        IS DISTINCT FROM (OLD.id, OLD.partnership_id, OLD.owner_id, OLD.number)
    THEN RAISE EXCEPTION 'a signal keeps its owner and its number';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER plans_signal_same BEFORE UPDATE ON plans_signal
    FOR EACH ROW EXECUTE FUNCTION plans_same_signal();
CREATE TRIGGER plans_signal_no_delete BEFORE DELETE ON plans_signal
    FOR EACH ROW EXECUTE FUNCTION plans_refuse();
CREATE TRIGGER plans_conflict_no_delete BEFORE DELETE ON plans_conflict
    FOR EACH ROW EXECUTE FUNCTION plans_refuse();
""" + "\n".join(
    f"CREATE TRIGGER plans_{table}_frozen BEFORE UPDATE OR DELETE ON plans_{table}\n"
    "    FOR EACH ROW EXECUTE FUNCTION plans_refuse();"
    for table in SAID
)

UNGUARD = (
    "\n".join(f"DROP TRIGGER plans_{table}_frozen ON plans_{table};" for table in SAID)
    + """
DROP TRIGGER plans_conflict_no_delete ON plans_conflict;
DROP TRIGGER plans_signal_no_delete ON plans_signal;
DROP TRIGGER plans_signal_same ON plans_signal;
DROP FUNCTION plans_same_signal();
DROP FUNCTION plans_refuse();
"""
)


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]

    operations = [migrations.RunSQL(GUARD, UNGUARD)]
