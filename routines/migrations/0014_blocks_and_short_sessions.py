from django.db import migrations, models
from django.db.models.functions import TruncDate


def begin_blocks(apps, schema_editor):
    """A plan that runs began its block on the day that it was accepted."""
    plans = apps.get_model("routines", "WeeklyPlan").objects
    plans.filter(accepted_at__isnull=False).update(block_began_on=TruncDate("accepted_at"))


class Migration(migrations.Migration):
    dependencies = [("routines", "0011_user_fitted_for")]

    operations = [
        migrations.AddField(
            model_name="checkin",
            name="is_five_minutes",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="checkin",
            name="is_no_floor",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="weeklyplan",
            name="block_began_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.RunPython(begin_blocks, migrations.RunPython.noop, elidable=True),
    ]
