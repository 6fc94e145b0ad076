"""A municipality's residents all go somewhere: the shares of its successors sum to one.

Checked when the transaction ends, since a split is written as several rows.
"""

from django.db import migrations

HOLD = """
CREATE FUNCTION offices_shares_sum_to_one() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    split uuid := coalesce(NEW.predecessor_id, OLD.predecessor_id);
    total numeric;
BEGIN
    SELECT sum(share) INTO total FROM offices_municipalitychange WHERE predecessor_id = split;
    IF total <> 1 THEN
        RAISE EXCEPTION 'the shares of % sum to %, not to 1', split, total
            USING ERRCODE = 'check_violation', CONSTRAINT = 'shares_sum_to_one';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER shares_sum_to_one
    AFTER INSERT OR UPDATE OR DELETE ON offices_municipalitychange
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION offices_shares_sum_to_one();
"""

RELEASE = """
DROP TRIGGER shares_sum_to_one ON offices_municipalitychange;
DROP FUNCTION offices_shares_sum_to_one();
"""


class Migration(migrations.Migration):
    dependencies = [("offices", "0001_initial")]
    operations = [migrations.RunSQL(HOLD, RELEASE)]
