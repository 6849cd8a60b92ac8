"""The person, their conditions, and the locks of their plan."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import make_password
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from routines import time_zones
from routines.models.fingerprint import fingerprint
from routines.models.labels import choices_of
from routines.models.normal_form import normal_email, normal_password
from routines.progression.plan_level.plan_rules import GRAVENESS
from routines.vocabulary import STRENGTH_LOCK, ClearedAs, Condition

# A pregnancy is counted as 40 weeks; from the 16th on, lying flat is kept short.
TERM = timedelta(weeks=40)
PREGNANT_FROM = timedelta(weeks=16)
AFTER_BIRTH = timedelta(weeks=12)


class UserManager(BaseUserManager["User"]):
    """Creates people: with an email, or as guests of one browser."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Create a person with an account."""
        user = self.model(email=normal_email(email), **fields)
        user.set_password(password)
        user.save()
        return user

    def for_update(self, person: User) -> User:
        """The person's row, locked until the transaction ends.

        Everything that changes a plan or a ledger calls this before it reads or locks any
        other row, so that a double tap or a second device waits, and no two transactions
        wait for each other.
        """
        return self.select_for_update().get(pk=person.pk)

    def create_guest(self) -> User:
        """Create a person without an account, whom only this browser can sign in."""
        user = self.model(is_guest=True, email=None)
        user.set_unusable_password()
        user.save()
        return user


class User(AbstractBaseUser):
    """A person, with an email as their name, or a guest without one.

    `refused_zones` are time zones of a browser that they did not want in place of their own.
    `usual_morning` is the number of their back on a usual morning, None before set-up.
    `conditions` are their answers about health; `due_on` is the day a baby is due,
    `born_on` the day of a birth or of surgery of the belly. The plan was `fitted_for`
    those conditions that were in force then; `unseen_changes` are what that changed of
    the week and the person has not said to have seen, as `coaching.plan_fit` keeps them.
    `waits_for_word_since` is the day since which a professional must say that they may
    exercise, None if nobody has to. A baseline was offered on `baseline_offered_on`, and
    dismissed or begun on `baseline_dismissed_on`.
    """

    email = models.EmailField(_("email"), unique=True, null=True, blank=True)
    is_guest = models.BooleanField(default=False)
    time_zone = models.CharField(max_length=64, default="UTC")
    refused_zones = models.JSONField(default=list, blank=True)
    usual_morning = models.PositiveSmallIntegerField(null=True, blank=True)
    conditions = models.JSONField(default=list, blank=True)
    due_on = models.DateField(null=True, blank=True)
    born_on = models.DateField(null=True, blank=True)
    fitted_for = models.JSONField(default=list, blank=True)
    unseen_changes = models.JSONField(default=list, blank=True)
    waits_for_word_since = models.DateField(null=True, blank=True)
    baseline_offered_on = models.DateField(null=True, blank=True)
    baseline_dismissed_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_guest=True, email__isnull=True)
                | models.Q(is_guest=False, email__isnull=False) & ~models.Q(email=""),
                name="user_is_guest_or_has_email",
                violation_error_message=_("An account needs an email; a guest has none."),
            ),
            models.CheckConstraint(
                condition=models.Q(usual_morning__isnull=True) | models.Q(usual_morning__lte=10),
                name="user_usual_morning_0_to_10",
                violation_error_message=_("Choose a whole number from 0 to 10."),
            ),
        ]

    def __str__(self) -> str:
        return self.email or f"guest {self.pk}"

    def set_password(self, raw_password: str | None) -> None:
        """Set the hash of the password's normal form; None sets one that nothing fits."""
        if raw_password is None:
            return super().set_password(None)
        normal = normal_password(raw_password)
        super().set_password(normal)
        if normal != raw_password:
            # allauth sets a password to take as long as `check_password` does.
            make_password(raw_password)
        return None

    def check_password(self, raw_password: str | None) -> bool:
        """Whether the password fits, however its letters are typed; None fits nobody.

        Hashes kept from before are of what was typed then, so that this is tried too.
        """
        if raw_password is None:
            return False
        normal = normal_password(raw_password)
        if super().check_password(normal):
            return True
        return normal != raw_password and super().check_password(raw_password)

    def become_account(self, *, email: str, password: str) -> None:
        """Write an email in its normal form and a password's hash: no longer a guest."""
        self.email = email
        self.password = password
        self.is_guest = False
        self.save()

    def remember(self, *, time_zone: str, usual_morning: int) -> None:
        """Write the time zone and the number of a usual morning."""
        self.time_zone = time_zone
        self.usual_morning = usual_morning
        self.save(update_fields=["time_zone", "usual_morning"])

    def keep_health(
        self,
        *,
        conditions: list[str],
        due_on: date | None,
        born_on: date | None,
        waits_for_word_since: date | None,
    ) -> None:
        """Write the answers about health, in place of earlier ones."""
        self.conditions = conditions
        self.due_on = due_on
        self.born_on = born_on
        self.waits_for_word_since = waits_for_word_since
        self.save(update_fields=["conditions", "due_on", "born_on", "waits_for_word_since"])

    @property
    def is_offered_baseline(self) -> bool:
        """Whether a baseline is offered and not yet dismissed or begun."""
        return self.baseline_offered_on is not None and self.baseline_dismissed_on is None

    def offer_baseline(self, day: date) -> None:
        """Write that a baseline is offered from this day on, unless it was offered before."""
        if self.baseline_offered_on is None:
            self.baseline_offered_on = day
            self.save(update_fields=["baseline_offered_on"])

    def dismiss_baseline(self, day: date) -> None:
        """Write that the offer of a baseline ended on this day, unless it ended before."""
        if self.baseline_dismissed_on is None:
            self.baseline_dismissed_on = day
            self.save(update_fields=["baseline_dismissed_on"])

    def settle_in(self, time_zone: str) -> None:
        """Write the time zone that a browser told, as long as set-up has not asked for it.

        Nothing changes where it is empty.
        """
        if time_zone and self.usual_morning is None:
            self.move_to(time_zone)

    def move_to(self, time_zone: str) -> None:
        """Write another time zone."""
        self.time_zone = time_zone
        self.save(update_fields=["time_zone"])

    @transaction.atomic
    def refuse_zone(self, time_zone: str) -> None:
        """Write that the person keeps their own time zone where a browser is in this one."""
        refused = User.objects.for_update(self).refused_zones
        if time_zone not in refused:
            self.refused_zones = [*refused, time_zone]
            self.save(update_fields=["refused_zones"])

    @property
    def known_zones(self) -> list[str]:
        """The names of the zones that are kept or refused, so that they are not offered."""
        zones = [time_zones.current_name(self.time_zone), *self.refused_zones]
        return [name for zone in zones for name in time_zones.names_of(zone)]

    @property
    def unseen_key(self) -> str:
        """What names the unseen changes in a page that shows them; empty without any.

        It comes of the changes themselves, so that it is the same before they are
        written as after, and another as soon as there are more.
        """
        if not self.unseen_changes:
            return ""
        return fingerprint(self.unseen_changes)

    def keep_unseen(self, changes: list[dict[str, int | None]]) -> None:
        """Write which changes of the week the person has still to see."""
        self.unseen_changes = changes
        self.save(update_fields=["unseen_changes"])

    def is_fitted_on(self, day: date) -> bool:
        """Whether the plan was fitted for the conditions in force on a day."""
        return bool(self.fitted_for == sorted(self.conditions_on(day)))

    def conditions_on(self, day: date) -> frozenset[str]:
        """The conditions in force on a day.

        Pregnancy is in force from its 16th week on, a birth for 12 weeks.
        """
        over = set()
        if self.due_on and day < self.due_on - TERM + PREGNANT_FROM:
            over.add(Condition.PREGNANT)
        if self.born_on and day >= self.born_on + AFTER_BIRTH:
            over.add(Condition.AFTER_BIRTH)
        return frozenset(self.conditions) - over

    @property
    def city(self) -> str:
        """The city that their time zone is named after; empty while no place is known."""
        is_known = time_zones.is_place(self.time_zone)
        return time_zones.city_of(self.time_zone) if is_known else ""

    @property
    def zone(self) -> ZoneInfo:
        """The person's own time zone."""
        return ZoneInfo(self.time_zone)

    def date_at(self, at: datetime) -> date:
        """The date on the person's own calendar at the moment `at`."""
        return at.astimezone(self.zone).date()

    def latest_date_at(self, at: datetime) -> date:
        """The latest date that it can be for the person at the moment `at`.

        While no place is known, it may be a day later for them than by the clock kept.
        """
        return self.date_at(at) + (timedelta() if self.city else timedelta(days=1))


def asks_next(locks: Iterable[tuple[str, str]]) -> bool:
    """Whether the red-flag questions come next, from `rule` and `cleared_as` of the locks.

    `locks` are those in force. The questions come next if at least one lock is explained,
    and every lock of the whole plan is.
    """
    waiting = {rule: not cleared_as for rule, cleared_as in locks}
    is_held_up = any(waits for rule, waits in waiting.items() if rule != STRENGTH_LOCK)
    return not is_held_up and not all(waiting.values())


class LockQuerySet(models.QuerySet["Lock"]):
    """Questions about locks."""

    def in_force(self) -> LockQuerySet:
        """The locks that are not cleared yet, the newest first."""
        return self.filter(cleared_at__isnull=True).order_by("-locked_at", "-pk")

    def of_the_whole_plan(self) -> LockQuerySet:
        """Without a lock that pauses strength alone."""
        return self.exclude(rule=STRENGTH_LOCK)

    def unexplained(self) -> LockQuerySet:
        """The locks in force for which the person has not said yet how they are cleared."""
        return self.in_force().filter(cleared_as="")

    def explained(self) -> LockQuerySet:
        """The locks in force for which the person has said how they are cleared."""
        return self.in_force().exclude(cleared_as="")


class Lock(models.Model):
    """A pause of the plan, until a professional has looked at the reason.

    The person says how it is cleared (`cleared_as`), and it stays in force until they
    have answered the red-flag questions once more (`cleared_at`).
    """

    owner = models.ForeignKey(User, models.CASCADE, related_name="locks")
    rule = models.CharField(max_length=3)
    locked_at = models.DateTimeField()
    locked_on = models.DateField()
    explained_at = models.DateTimeField(null=True, blank=True)
    cleared_at = models.DateTimeField(null=True, blank=True)
    cleared_as = models.CharField(max_length=12, choices=choices_of(ClearedAs), blank=True)
    checked_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)

    objects = LockQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "rule"],
                condition=models.Q(cleared_at__isnull=True),
                name="lock_once_per_rule",
                violation_error_message=_("This is already paused."),
            ),
            models.CheckConstraint(
                condition=models.Q(cleared_at__isnull=True)
                | models.Q(cleared_as__in=[word.value for word in ClearedAs]),
                name="lock_cleared_with_a_reason",
                violation_error_message=_("Say how this was cleared."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} since {self.locked_on}"

    @property
    def is_of_strength(self) -> bool:
        """Whether it pauses strength alone; all other exercises continue."""
        return self.rule == STRENGTH_LOCK

    @staticmethod
    def gravest_first(locks: Iterable[Lock]) -> list[Lock]:
        """The locks in the order to show them: those not explained yet come first.

        Among these emergency, then urgent, then the others in the order given, then a lock
        of strength alone.
        """
        return sorted(locks, key=lambda lock: (bool(lock.cleared_as), GRAVENESS[lock.rule]))

    @staticmethod
    def ask_next(locks: Iterable[Lock]) -> bool:
        """Whether the red-flag questions come next; `locks` are those in force."""
        return asks_next((lock.rule, lock.cleared_as) for lock in locks)

    def explain(self, *, cleared_as: str, checked_on: date | None, note: str, at: datetime) -> None:
        """Write how the lock is cleared. It stays in force until the next red-flag questions."""
        self.cleared_as = cleared_as
        self.checked_on = checked_on
        self.note = note
        self.explained_at = at
        self.save(update_fields=["cleared_as", "checked_on", "note", "explained_at"])

    def end(self, at: datetime) -> None:
        """Clear the lock at `at`; without an explanation, because its reason was corrected."""
        self.cleared_at = at
        self.cleared_as = self.cleared_as or ClearedAs.CORRECTED
        self.save(update_fields=["cleared_at", "cleared_as"])
