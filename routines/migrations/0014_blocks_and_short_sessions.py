import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models.functions import TruncDate


def begin_blocks(apps, schema_editor):
    """A plan that runs began its block on the day that it was accepted."""
    plans = apps.get_model("routines", "WeeklyPlan").objects
    plans.filter(accepted_at__isnull=False).update(block_began_on=TruncDate("accepted_at"))


class Migration(migrations.Migration):
    dependencies = [("routines", "0012_waits_for_word")]

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
        migrations.CreateModel(
            name="GoalChoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("chosen_at", models.DateTimeField()),
                (
                    "exercise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="routines.exercise",
                    ),
                ),
                (
                    "from_goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="routines.variant",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="goal_choices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "to_goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="routines.variant",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["owner", "-chosen_at"], name="goal_choice_by_owner")
                ]
            },
        ),
        migrations.RunPython(begin_blocks, migrations.RunPython.noop, elidable=True),
    ]
