from django.db import migrations
from django.db.models import F


def begin_where_the_ledger_began(apps, schema_editor):
    """The first dose is what the first decision set out from; without one, the dose itself."""
    Decision = apps.get_model("routines", "Decision")
    for current in apps.get_model("routines", "CurrentDose").objects.select_related("owner"):
        decisions = Decision.objects.filter(owner=current.owner_id, exercise=current.exercise_id)
        first = decisions.order_by("made_at", "pk").first()
        current.first_dose_id = first.from_dose_id if first else current.dose_id
        current.begun_at = current.owner.created_at
        current.save(update_fields=["first_dose", "begun_at"])


def say_when_locks_were_explained(apps, schema_editor):
    """Locks that were explained before: at the moment they were cleared, else when made."""
    locks = apps.get_model("routines", "Lock").objects.exclude(cleared_as="")
    locks.filter(cleared_at=None).update(explained_at=F("locked_at"))
    locks.exclude(cleared_at=None).update(explained_at=F("cleared_at"))


class Migration(migrations.Migration):

    dependencies = [
        ("routines", "0004_plan_level"),
    ]

    operations = [
        migrations.RunPython(begin_where_the_ledger_began, migrations.RunPython.noop),
        migrations.RunPython(say_when_locks_were_explained, migrations.RunPython.noop),
    ]
