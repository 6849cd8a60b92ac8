import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("routines", "0005_plan_level_data"),
    ]

    operations = [
        migrations.AlterField(
            model_name="currentdose",
            name="first_dose",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="routines.dose",
            ),
        ),
        migrations.AlterField(
            model_name="currentdose",
            name="begun_at",
            field=models.DateTimeField(),
        ),
    ]
