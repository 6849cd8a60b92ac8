"""The diary: check-ins, sessions, and the mornings after."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from routines.models.fields import between, one_of
from routines.models.fingerprint import fingerprint
from routines.models.labels import choices_of
from routines.models.person import User
from routines.models.schedule import PlannedSession, counts_as_morning
from routines.models.screening import Screening
from routines.models.step import Step
from routines.vocabulary import Gate, MorningWord, Status, StopReason


class CheckInQuerySet(models.QuerySet["CheckIn"]):
    """Questions about check-ins."""

    def newest_of(self, planned_id: UUID) -> CheckIn | None:
        """The last check-in of a planned session."""
        return self.filter(planned=planned_id).order_by("-answered_at", "-pk").first()


class CheckIn(models.Model):
    """The answers before a session, and what the gate decided.

    `pre` and `usual_morning` are numbers from 0 to 10. `rules` are the ids of the rules
    behind the gate, and `numbers` fills their sentences. `advice` are messages about what
    a professional could help with; they stop nothing. `is_no_floor` and
    `is_five_minutes` change this one session only. `rules_version` is the version of the
    rules that decided the gate.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="check_ins")
    planned = models.ForeignKey(PlannedSession, models.CASCADE, related_name="check_ins")
    answered_at = models.DateTimeField()
    answered_on = models.DateField()
    pre = models.PositiveSmallIntegerField()
    usual_morning = models.PositiveSmallIntegerField()
    places = models.JSONField(default=list)
    flags = models.JSONField(default=list)
    is_already_warm = models.BooleanField(default=False)
    is_no_floor = models.BooleanField(default=False)
    is_five_minutes = models.BooleanField(default=False)
    gate = models.CharField(max_length=20, choices=choices_of(Gate))
    rules = models.JSONField(default=list)
    numbers = models.JSONField(default=dict)
    advice = models.JSONField(default=list, blank=True)
    rules_version = models.PositiveSmallIntegerField(default=1)

    objects = CheckInQuerySet.as_manager()

    class Meta:
        constraints = [
            between("pre", 0, 10, "check_in_pre_0_to_10"),
            between("usual_morning", 0, 10, "check_in_usual_morning_0_to_10"),
            one_of("gate", Gate, "check_in_gate_known"),
        ]
        indexes = [models.Index(fields=["owner", "-answered_at"], name="check_in_by_owner")]

    def __str__(self) -> str:
        return f"{self.owner_id} on {self.answered_on}: {self.gate}"

    @property
    def fingerprint(self) -> str:
        """Which one it is, for a form that replaces it."""
        return fingerprint("check-in", self.pk)

    def says(self, answers: Mapping[str, object]) -> bool:
        """Whether it holds these very answers, by column."""
        return all(getattr(self, name) == value for name, value in answers.items())


class SessionQuerySet(models.QuerySet["Session"]):
    """Questions about sessions."""

    def open(self) -> SessionQuerySet:
        """The sessions that are not closed yet."""
        return self.filter(closed_at__isnull=True)

    def closed(self) -> SessionQuerySet:
        """The sessions that ended, by the person or by themselves."""
        return self.filter(closed_at__isnull=False)

    def trained(self) -> SessionQuerySet:
        """The sessions in which at least one step was done."""
        done = Step.objects.filter(session=models.OuterRef("pk")).done()
        return self.filter(models.Exists(done))

    def unchecked(self) -> SessionQuerySet:
        """The sessions that an alarm ended, without red-flag questions since, the newest first."""
        screened_since = Screening.objects.of_red_flags().filter(
            owner=models.OuterRef("owner"), answered_at__gt=models.OuterRef("started_at")
        )
        return self.alarmed().exclude(models.Exists(screened_since)).newest_first()

    def alarmed(self) -> SessionQuerySet:
        """The sessions that an alarm ended."""
        return self.exclude(alarms=[])

    def days_from(self, first: date) -> list[date]:
        """The days on which they were begun, from `first` on."""
        return list(self.filter(started_on__gte=first).values_list("started_on", flat=True))

    def newest_first(self) -> SessionQuerySet:
        """The sessions, the latest begun first."""
        return self.order_by("-started_at", "pk")

    def of_planned(self, planned_id: UUID | None) -> Session | None:
        """The session that came of a planned one; None before it is begun."""
        return self.filter(pk=planned_id).first()

    def newest_beside(self, planned_id: UUID) -> Session | None:
        """The newest session that is not of this planned one, with what its morning was."""
        others = self.exclude(pk=planned_id)
        return others.newest_first().select_related("morning").first()

    def of_this_morning(self, *, today: date, now: datetime) -> Session | None:
        """The newest session if its morning after can be told or changed now, else None."""
        newest = self.newest_first().select_related("owner", "morning", "check_in").first()
        if newest is not None and newest.has_morning(today=today, now=now):
            return newest
        return None

    def awaiting_morning(self, *, today: date, now: datetime) -> Session | None:
        """The newest session if its morning after is still to be told, else None."""
        newest = self.of_this_morning(today=today, now=now)
        return newest if newest is not None and newest.morning_told is None else None


class Session(models.Model):
    """A session that was begun. Its id is that of the planned session.

    `closed_at` is None while it is open. `is_counted` is whether the rules count it.
    `alarms` are the signs that ended it at once; with `is_one_less` each main exercise has a
    set less, after a raised morning. `after` is the worst number of the quarter hour
    after, None if it was not answered.
    """

    planned = models.OneToOneField(
        PlannedSession, models.CASCADE, primary_key=True, related_name="session"
    )
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sessions")
    check_in = models.OneToOneField(CheckIn, models.CASCADE, related_name="session")
    started_at = models.DateTimeField()
    started_on = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)
    is_counted = models.BooleanField(default=True)
    is_one_less = models.BooleanField(default=False)
    alarms = models.JSONField(default=list, blank=True)
    after = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(10)]
    )

    objects = SessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(after__isnull=True) | models.Q(after__lte=10),
                name="session_after_0_to_10",
                violation_error_message=_("Choose a whole number from 0 to 10."),
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True)
                | models.Q(closed_at__gte=models.F("started_at")),
                name="session_closed_after_start",
                violation_error_message=_("A session ends after it starts."),
            ),
        ]
        indexes = [models.Index(fields=["owner", "-started_at"], name="session_by_owner")]

    def __str__(self) -> str:
        return f"{self.owner_id} on {self.started_on}"

    def get_absolute_url(self) -> str:
        """Its page: the decision of the gate, the session, or what was done."""
        return self.address("session_detail")

    def address(self, name: str) -> str:
        """One of its addresses, by name."""
        return reverse(f"routines:{name}", kwargs={"session_id": self.pk})

    @property
    def finish_address(self) -> str:
        """The address where it is ended early."""
        return self.address("session_finish")

    @property
    def after_address(self) -> str:
        """The address of its last page."""
        return self.address("session_after")

    @property
    def check_address(self) -> str:
        """The address of the red-flag questions after an alarm ended it."""
        return self.address("session_check")

    @property
    def is_open(self) -> bool:
        """Whether it is not closed yet."""
        return self.closed_at is None

    def has_morning(self, *, today: date, now: datetime) -> bool:
        """Whether an answer of now would count for its morning after."""
        return counts_as_morning(
            self.started_on, self.started_at, self.closed_at, today=today, now=now
        )

    @property
    def morning_told(self) -> MorningReport | None:
        """What was told of its morning after; None before that."""
        try:
            return self.morning
        except ObjectDoesNotExist:
            return None

    def has_answers(self) -> bool:
        """Whether anything was answered in it.

        A step that was left out because it no longer suits is no answer.
        """
        no_answer = {"status": Status.SKIPPED, "stop_reason": StopReason.OTHER}
        is_answered = self.steps.exclude(status="").exclude(**no_answer).exists()
        return is_answered or self.steps.filter(during__isnull=False).exists()

    def next_step(self) -> Step | None:
        """The first step that is not answered yet; None if all are."""
        return self.steps.waiting().in_order().first()

    def fingerprint_of_after(self) -> str:
        """How it felt, for a form that replaces that."""
        felt = ("pk", "during", "quality", "spread", "neuro", "effort", "places")
        return fingerprint("after", self.after, list(self.steps.order_by("pk").values_list(*felt)))

    def close(self, at: datetime) -> None:
        """Close the session for good, and write `after`."""
        self.closed_at = max(at, self.started_at)
        self.save(update_fields=["closed_at", "after"])


class MorningReport(models.Model):
    """How the morning after a session was; `number` is None if none was asked."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mornings")
    session = models.OneToOneField(Session, models.CASCADE, related_name="morning")
    answered_at = models.DateTimeField()
    answered_on = models.DateField()
    word = models.CharField(max_length=10, choices=choices_of(MorningWord))
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    spread_stays = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number__isnull=True) | models.Q(number__lte=10),
                name="morning_number_0_to_10",
                violation_error_message=_("Choose a whole number from 0 to 10."),
            ),
            one_of("word", MorningWord, "morning_word_known"),
        ]
        indexes = [models.Index(fields=["owner", "-answered_at"], name="morning_by_owner")]

    def __str__(self) -> str:
        return f"{self.owner_id} on {self.answered_on}"

    @property
    def fingerprint(self) -> str:
        """What it says, for a form that replaces it."""
        return fingerprint("morning", self.word, self.number, self.spread_stays)


def flags_told(person: User, at: datetime) -> list[str]:
    """The flags that the person ticked at the moment `at`, or that ended a session then."""
    answered = person.screenings.of_red_flags().filter(answered_at=at)
    screenings = answered.values_list("flags", flat=True)
    check_ins = person.check_ins.filter(answered_at=at).values_list("flags", flat=True)
    sessions = person.sessions.filter(closed_at=at).values_list("alarms", flat=True)
    return list(
        dict.fromkeys(
            flag
            for rows in (screenings, check_ins, sessions)
            for flags in rows
            for flag in flags or ()
        )
    )


def has_heard(
    person: User, flags: Collection[str], *, since: datetime, session_id: UUID | None
) -> bool:
    """Whether all of these red flags were told since a moment, also by ending a session then."""
    rows = (
        person.screenings.of_red_flags().filter(answered_at__gte=since).values_list("flags"),
        person.check_ins.filter(answered_at__gte=since).values_list("flags"),
        person.sessions.filter(pk=session_id, closed_at__gte=since).values_list("alarms"),
    )
    heard = {flag for some in rows for (told,) in some for flag in told or ()}
    return heard.issuperset(flags)


def has_told_pain(
    person: User, since: datetime | None = None
) -> models.ExpressionWrapper[models.Q]:
    """Whether a number above 0, or a worse morning, was told since a moment; None for ever.

    At a check-in, in a session or after it, the morning after, or at any other time.
    An expression, so that a page can ask it along with something else.
    """

    def exists(rows: models.QuerySet[models.Model], moment: str) -> models.Q:
        return models.Q(models.Exists(rows.filter(**({f"{moment}__gte": since} if since else {}))))

    at_check_in = models.Q(pre__gt=0) | models.Q(session__after__gt=0)
    worse = models.Q(number__gt=0) | models.Q(word=MorningWord.WORSE)
    is_told = (
        exists(CheckIn.objects.filter(at_check_in, owner=person), "answered_at")
        | exists(MorningReport.objects.filter(worse, owner=person), "answered_at")
        | exists(person.discomforts.filter(number__gt=0), "felt_at")
        | exists(Step.objects.filter(session__owner=person, during__gt=0), "session__started_at")
    )
    return models.ExpressionWrapper(is_told, output_field=models.BooleanField())
