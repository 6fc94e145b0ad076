"""Figures, and what was shown of them, are added to; only which edition counts may change."""

from django.db import migrations

GUARD = """
CREATE FUNCTION results_only_standing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(NEW) - 'standing' IS DISTINCT FROM to_jsonb(OLD) - 'standing'
    THEN RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION results_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'rows of % are never taken away', TG_TABLE_NAME; END $$;
CREATE TRIGGER results_measurement_only_standing BEFORE UPDATE ON results_measurement
    FOR EACH ROW EXECUTE FUNCTION results_only_standing();
CREATE TRIGGER results_measurement_no_delete BEFORE DELETE ON results_measurement
    FOR EACH ROW EXECUTE FUNCTION results_refuse();
CREATE TRIGGER results_published_only_standing BEFORE UPDATE ON results_published
    FOR EACH ROW EXECUTE FUNCTION results_only_standing();
CREATE TRIGGER results_published_no_delete BEFORE DELETE ON results_published
    FOR EACH ROW EXECUTE FUNCTION results_refuse();
"""

UNGUARD = """
DROP TRIGGER results_published_no_delete ON results_published;
DROP TRIGGER results_published_only_standing ON results_published;
DROP TRIGGER results_measurement_no_delete ON results_measurement;
DROP TRIGGER results_measurement_only_standing ON results_measurement;
DROP FUNCTION results_refuse();
DROP FUNCTION results_only_standing();
"""


class Migration(migrations.Migration):
    dependencies = [("results", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
