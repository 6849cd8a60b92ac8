import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from routines.models.normal_form import normal_email


def give_emails_their_form(apps, schema_editor):
    """Emails kept from before get their normal form, where no other account has it."""
    users = apps.get_model("routines", "User").objects
    longest = users.model._meta.get_field("email").max_length
    for key, email in users.filter(email__isnull=False).values_list("pk", "email"):
        normal = normal_email(email)
        fits = normal != email and len(normal) <= longest
        if fits and not users.filter(email=normal).exists():
            users.filter(pk=key).update(email=normal)


class Migration(migrations.Migration):

    dependencies = [
        ("routines", "0021_sent_form"),
    ]

    operations = [
        migrations.CreateModel(
            name="PendingAccount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254)),
                ("password", models.CharField(max_length=128)),
                ("key", models.UUIDField(default=uuid.uuid4)),
                ("form_key", models.UUIDField(blank=True, null=True)),
                ("asked_at", models.DateTimeField()),
                ("is_mail_sent", models.BooleanField(default=True)),
                ("owner", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="pending_account", to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name="FirstForm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("form_key", models.UUIDField()),
                ("browser", models.CharField(max_length=64)),
                ("sent_at", models.DateTimeField(auto_now_add=True)),
                ("owner", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="first_forms", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("form_key", "browser"), name="first_form_once_per_browser", violation_error_message="This form was sent already.")],
            },
        ),
        migrations.RunPython(give_emails_their_form, migrations.RunPython.noop),
    ]
