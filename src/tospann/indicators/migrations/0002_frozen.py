"""What figures rest on stays as it was, and no indicator goes away."""

from django.db import migrations

GUARD = """
CREATE FUNCTION indicators_kind_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.frozen_at IS NOT NULL AND
        (NEW.measure, NEW.unit, NEW.direction, NEW.frequency, NEW.type, NEW.base, NEW.code,
         NEW.partnership_id, NEW.frozen_at)
        IS DISTINCT FROM
        (OLD.measure, OLD.unit, OLD.direction, OLD.frequency, OLD.type, OLD.base, OLD.code,
         OLD.partnership_id, OLD.frozen_at)
    THEN RAISE EXCEPTION 'the kind of an indicator with figures is fixed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER indicators_kind_stays BEFORE UPDATE ON indicators_indicator
    FOR EACH ROW EXECUTE FUNCTION indicators_kind_stays();

CREATE FUNCTION indicators_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'an indicator is retired, never deleted'; END $$;
CREATE TRIGGER indicators_no_delete BEFORE DELETE ON indicators_indicator
    FOR EACH ROW EXECUTE FUNCTION indicators_refuse();
"""

UNDO = """
DROP TRIGGER indicators_no_delete ON indicators_indicator;
DROP FUNCTION indicators_refuse();
DROP TRIGGER indicators_kind_stays ON indicators_indicator;
DROP FUNCTION indicators_kind_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("indicators", "0001_initial")]

    operations = [migrations.RunSQL(GUARD, UNDO)]
