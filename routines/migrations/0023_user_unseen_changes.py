from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('routines', '0020_library_stamp'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='unseen_changes',
            field=models.JSONField(blank=True, default=list),
        ),
    ]
