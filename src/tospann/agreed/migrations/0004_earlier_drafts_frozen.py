"""An earlier draft stays as it was."""

from django.db import migrations

GUARD = """
CREATE TRIGGER agreed_earlierdraft_frozen BEFORE UPDATE OR DELETE ON agreed_earlierdraft
    FOR EACH ROW EXECUTE FUNCTION agreed_refuse();
"""
UNGUARD = "DROP TRIGGER agreed_earlierdraft_frozen ON agreed_earlierdraft;"


class Migration(migrations.Migration):
    dependencies = [("agreed", "0003_earlier_drafts")]

    operations = [migrations.RunSQL(GUARD, UNGUARD)]
