from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """What a refused question clashed on, and whether the one who asked wants an e-mail."""

    dependencies = [("structure", "0002_scenarios")]

    operations = [
        migrations.AddField(
            model_name="run",
            name="clash",
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name="run",
            name="mail_wanted",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="run",
            name="mailed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name="run",
            constraint=models.CheckConstraint(
                condition=Q(clash=None) | ~Q(refusal=""),
                name="only_a_refused_run_has_a_clash",
            ),
        ),
    ]
