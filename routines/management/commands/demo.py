"""Makes a demo person with twelve weeks of history."""

import secrets
from random import Random
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from routines.demo import USUAL_MORNING, WEEKS, Story
from routines.models import Exercise, User

EMAIL = "demo@backflex.example"
SEED = 12


class Command(BaseCommand):
    """Deletes the demo person of an earlier run, and makes one with a new password."""

    help = "Make a demo person with twelve weeks of history, and print how to sign in."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Print each week once it is written, then how to sign in.

        Raises CommandError if the library is empty.
        """
        if not Exercise.objects.exists():
            raise CommandError("The library is empty: run 'manage.py load_library' first.")
        User.objects.filter(email=EMAIL).delete()
        password = secrets.token_urlsafe(9)
        now = timezone.now()
        person = User.objects.create_user(
            EMAIL,
            password,
            time_zone=timezone.get_current_timezone_name(),
            usual_morning=USUAL_MORNING,
        )
        dice = Random(SEED)  # noqa: S311 - a story, no secret
        for week in Story(person, dice, until=person.date_at(now)).live():
            self.stdout.write(f"Week {week + 1} of {WEEKS} lived.")
        self.stdout.write(f"Sign in as {EMAIL} with the password {password}")
