from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('routines', '0022_sign_up'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='unseen_changes',
            field=models.JSONField(blank=True, default=list),
        ),
    ]
