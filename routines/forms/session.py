"""Forms of a session: check-in, answers to a step, what hurts, how it felt."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from routines.coaching.check_in import Answers
from routines.coaching.diary import NERVE_STAYS
from routines.coaching.session_end import Felt
from routines.coaching.step_answers import StepAnswer
from routines.coaching.step_changes import StepSwap
from routines.coaching.step_hurts import Report
from routines.forms import flags
from routines.forms.fields import NumberRow, OneOf, Seen, SomeOf
from routines.forms.in_words import Answered, answers_in_words
from routines.forms.places import AsksPlaces, PlacesForm
from routines.models import Session, Step
from routines.models.labels import choices_of
from routines.progression import Alarm
from routines.vocabulary import Effort, Neuro, Quality, Spread, Status, StopReason, SwapReason
from routines.words.session_record import ALARM_LABELS

DONE_PERCENT = [("25", _("A little")), ("50", _("About half")), ("75", _("Most of it"))]
DONE_SO_FAR = [("0", _("Nothing yet")), *DONE_PERCENT, ("100", _("All of it"))]
DONE_OF_A_SIDE = [("0", _("None of it")), *DONE_PERCENT, ("100", _("All of it"))]
SIDES = ("left_percent", "right_percent")
LEG_QUESTION = _("And in your leg?")
NERVE_QUESTION = _("Tingling or numbness?")


FELT = ("during", "quality", "effort", "spread", "neuro")
ALARMS = ("chest_pain", "dizzy_or_breathless", "weakness")


def signs_in(data: QueryDict) -> set[str]:
    """The signs that end a session which a form was sent with, whatever else it says."""
    nerves = [name for name in data if name.rpartition("-")[2] == "neuro"]
    stays = any(Neuro.PERSISTENT in data.getlist(name) for name in nerves)
    return {name for name in ALARMS if name in data} | ({NERVE_STAYS} if stays else set())


def _without_errors(form: forms.Form) -> None:
    """Beside a sign that ends a session nothing else is required, and nothing wrong delays it."""
    for name in [name for name in form.errors if name in form.fields]:
        del form.errors[name]
        form.cleaned_data[name] = form.get_initial_for_field(form.fields[name], name)


def _needs_number(form: forms.Form, data: Mapping[str, Any]) -> None:
    """Require the number `during`, except of a good stretch: one that stays where it is."""
    is_good_stretch = (
        data.get("quality") == Quality.STRETCH
        and data.get("spread") == Spread.NONE
        and data.get("neuro") == Neuro.NONE
    )
    if data.get("during") is None and "during" not in form.errors and not is_good_stretch:
        form.add_error("during", _("Choose a whole number from 0 to 10."))


class CheckInForm(AsksPlaces):
    """How the back is before a session."""

    field_order = ("pre", "places")
    pre = NumberRow(label=_("From 0 to 10"), required=False)
    is_already_warm = forms.BooleanField(
        label=_("I am already warm: leave out the opening walk"), required=False
    )
    is_no_floor = forms.BooleanField(label=_("No floor today"), required=False)
    is_five_minutes = forms.BooleanField(label=_("Only five minutes"), required=False)
    flags = SomeOf(
        choices=[*flags.EMERGENCY, *flags.URGENT],
        label=_("New, and not yet checked by a professional:"),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Requires the number, unless a red flag is ticked."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("pre") is None and "pre" not in self.errors and not data.get("flags"):
            self.add_error("pre", _("Choose a whole number from 0 to 10."))
        return data

    def answers(self, usual: int) -> Answers:
        """The answers for the gate; without places if the number is 0.

        `usual` is the number of a usual morning, which counts if a red flag is ticked
        without a number.
        """
        data = self.cleaned_data
        return Answers(
            pre=usual if data["pre"] is None else data["pre"],
            places=tuple(data["places"]) if data["pre"] else (),
            flags=frozenset(data["flags"]),
            is_already_warm=data["is_already_warm"],
            is_no_floor=data["is_no_floor"],
            is_five_minutes=data["is_five_minutes"],
        )


class VersionForm(forms.Form):
    """A form with the version of the step that the person saw."""

    version = Seen(
        min_value=0,
        max_value=9999,
        # Without an id: it stands in every form of a page.
        widget=forms.HiddenInput(attrs={"id": False}),
    )


class StepForm(VersionForm):
    """How much of a step was done, and why not all of it.

    If the step `has_sides`, partly says how much of each side; with None, what was sent
    decides.
    """

    status = OneOf(choices=choices_of(Status), label=_("How did it go?"))
    done_percent = OneOf(choices=DONE_PERCENT, label=_("How much?"), required=False)
    left_percent = OneOf(choices=DONE_OF_A_SIDE, label=_("How much of it?"), required=False)
    right_percent = OneOf(choices=DONE_OF_A_SIDE, label=_("How much of it?"), required=False)
    stop_reason = OneOf(choices=choices_of(StopReason), label=_("Why?"), required=False)

    def __init__(
        self, data: Mapping[str, Any] | None = None, has_sides: bool | None = None, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.has_sides = bool(data and any(side in data for side in SIDES))
        if has_sides is not None:
            self.has_sides = has_sides

    def clean(self) -> dict[str, Any]:
        """Requires how much and why of partly, and why of not today."""
        data: dict[str, Any] = super().clean() or {}
        status = data.get("status")
        if status == Status.PARTIAL:
            for name in SIDES if self.has_sides else ("done_percent",):
                if not data.get(name):
                    self._add(name, _("Say about how much you did."))
        if status in (Status.PARTIAL, Status.SKIPPED) and not data.get("stop_reason"):
            self._add("stop_reason", _("Choose why, so that the plan can follow."))
        return data

    def _add(self, field: str, message: Any) -> None:
        if field not in self.errors:
            self.add_error(field, message)

    def answer(self) -> StepAnswer:
        """The answer as the diary keeps it.

        Partly with all of both sides becomes done; with none of both, skipped.
        """
        data = self.cleaned_data
        status, sides = data["status"], {}
        if status == Status.PARTIAL and self.has_sides:
            sides = {side: int(data[side]) for side in SIDES}
            percent = sum(sides.values()) // len(sides)
            status = {0: Status.SKIPPED, 100: Status.DONE}.get(percent, status)
        match status:
            case Status.DONE:
                return StepAnswer(Status.DONE, 100)
            case Status.SKIPPED:
                return StepAnswer(Status.SKIPPED, 0, data["stop_reason"])
            case _:
                percent = percent if sides else int(data["done_percent"])
                return StepAnswer(Status.PARTIAL, percent, data["stop_reason"], **sides)


class EaseForm(VersionForm):
    """The key of the easier dose that the person saw."""

    dose = Seen(min_value=1, max_value=2**31)


class StepSwapForm(VersionForm):
    """Another exercise for today, one of `choices`, and why."""

    exercise = OneOf(choices=[], label=_("What instead?"))
    because = OneOf(choices=choices_of(SwapReason), label=_("Why?"))

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        step: Step,
        choices: Iterable[StepSwap],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        offered = [(swap.exercise.slug, swap.amount.dose.variant.name) for swap in choices]
        # A form sent twice must not fail, so what the step was swapped for is an answer too.
        done = [(step.exercise.slug, step.dose.variant.name)] if step.swapped_because else []
        self.fields["exercise"].choices = [*offered, *done]  # type: ignore[attr-defined]


class ReportForm(PlacesForm, VersionForm):
    """What hurts, where, and how."""

    quality = OneOf(
        choices=[choice for choice in choices_of(Quality) if choice[0] != Quality.NONE],
        label=_("What does it feel like?"),
    )
    during = NumberRow(label=_("How much, 0 to 10?"), required=False)
    spread = OneOf(choices=choices_of(Spread), label=LEG_QUESTION, initial=Spread.NONE)
    neuro = OneOf(choices=choices_of(Neuro), label=NERVE_QUESTION, initial=Neuro.NONE)
    done_percent = OneOf(choices=DONE_SO_FAR, label=_("How much of it had you done?"), initial="50")
    chest_pain = forms.BooleanField(label=ALARM_LABELS["chest_pain"], required=False)
    dizzy_or_breathless = forms.BooleanField(
        label=ALARM_LABELS["dizzy_or_breathless"], required=False
    )
    weakness = forms.BooleanField(label=ALARM_LABELS["weakness"], required=False)

    @property
    def alarms(self) -> list[forms.BoundField]:
        """The signs that end a session."""
        return [self[name] for name in ALARMS]

    def clean(self) -> dict[str, Any]:
        """Requires nothing else beside an alarming sign, else the number, and checks the spread."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("neuro") == Neuro.PERSISTENT or any(data.get(name) for name in ALARMS):
            _without_errors(self)
        else:
            _needs_number(self, data)
            self.suggest_spread()
        return data

    def report(self) -> Report:
        """The answers as a value for the rules."""
        data = self.cleaned_data
        return Report(
            during=data["during"],
            quality=data["quality"] or Quality.NONE,
            spread=data["spread"],
            neuro=data["neuro"],
            done_percent=int(data["done_percent"]),
            alarm=Alarm(
                **{name: data[name] for name in ("chest_pain", "dizzy_or_breathless", "weakness")}
            ),
            places=data["places"] or [],
        )


def prefix_of(step: Step) -> str:
    """What stands before the names of its fields on the last page."""
    return f"step-{step.rank + 1}"


class FeltForm(PlacesForm):
    """How one exercise differed from the start, if its box is ticked or its number given.

    `tick` is the name of that box; without it nothing is checked. `at_start` are the
    places of the check-in.
    """

    during = NumberRow(label=_("How much at its worst, 0 to 10?"), required=False)
    quality = OneOf(choices=choices_of(Quality), label=_("What was it like?"), initial=Quality.NONE)
    effort = OneOf(choices=choices_of(Effort), label=_("How hard was it?"), initial=Effort.OK)
    spread = OneOf(choices=choices_of(Spread), label=LEG_QUESTION, initial=Spread.NONE)
    neuro = OneOf(choices=choices_of(Neuro), label=NERVE_QUESTION, initial=Neuro.NONE)

    def __init__(
        self, data: Mapping[str, Any] | None, step: Step, at_start: Collection[str]
    ) -> None:
        prefix = prefix_of(step)
        self.step = step
        self.tick = f"{prefix}-differed"
        if data is None:
            self.is_ticked = False
        else:
            # A number means the same as the tick, which may have been forgotten.
            self.is_ticked = self.tick in data or bool(data.get(f"{prefix}-during"))
        initial = {name: getattr(step, name) for name in FELT}
        super().__init__(
            data if self.is_ticked else None,
            prefix=prefix,
            initial={**initial, "places": step.places or at_start},
            at_start=at_start,
            use_required_attribute=False,
        )

    def clean(self) -> dict[str, Any]:
        """Requires the number, except of a good stretch, and that the step is answered.

        Beside a nerve sign that stays it requires nothing.
        """
        data: dict[str, Any] = super().clean() or {}
        if data.get("neuro") == Neuro.PERSISTENT:
            _without_errors(self)
            return data
        _needs_number(self, data)
        if not self.step.is_answered and "during" not in self.errors:
            self.add_error("during", _("Say first how much of it you did: it still waits."))
        self.suggest_spread()
        return data

    def felt(self) -> Felt:
        """The answers as a value for the diary."""
        return Felt(
            **{name: self.cleaned_data[name] for name in FELT}, places=self.cleaned_data["places"]
        )


class AfterForm(forms.Form):
    """The worst number since the end of the session; None if it is not answered."""

    after = NumberRow(label=_("Your back since you finished, at its worst"), required=False)


def felt_forms(
    steps: Iterable[Step], at_start: Collection[str], data: Mapping[str, Any] | None = None
) -> list[FeltForm]:
    """One form for each of `steps`; `at_start` are the places of the check-in."""
    return [FeltForm(data, step, at_start) for step in steps]


def told_after(session: Session, steps: Iterable[Step]) -> dict[str, object]:
    """How a closed session was said to have felt, as its last page would send it."""
    pre = session.check_in.pre
    told: dict[str, object] = {"after": None if session.after == pre else session.after}
    for step in steps:
        if step.felt_more_than(pre):
            prefix = prefix_of(step)
            told |= {f"{prefix}-{name}": getattr(step, name) for name in (*FELT, "places")}
    return told


def after_in_words(steps: Iterable[Step], told: Mapping[str, Sequence[str]]) -> Iterator[Answered]:
    """What the last page was answered, each exercise in one line; `told` as it was sent."""
    yield from answers_in_words(AfterForm.base_fields, told)
    for step in steps:
        of_step = {name: told.get(f"{prefix_of(step)}-{name}", ()) for name in FeltForm.base_fields}
        if any(of_step[name] for name in FELT):
            answers = answers_in_words(FeltForm.base_fields, of_step)
            yield Answered(step.dose.variant.name, " · ".join(told.answer for told in answers))
