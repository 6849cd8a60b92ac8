from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('routines', '0023_user_unseen_changes'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='refused_zones',
            field=models.JSONField(blank=True, default=list),
        ),
    ]
