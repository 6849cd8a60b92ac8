"""Forms of health: cautions, conditions, and what has changed since the last answers."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from routines.coaching.health import (
    BIRTH,
    BLOOD_PRESSURE,
    BLOOD_PRESSURE_CONTROLLED,
    DISC,
    DISC_CALM,
    HERNIA,
    WEEK,
    WORSE_WITH,
    Health,
)
from routines.forms.fields import Count, DayField, NoneOfThese, OneOf
from routines.forms.start import NOT_YET, ScreeningForm
from routines.models import Screening, User
from routines.models.labels import choices_of, label_of
from routines.models.person import AFTER_BIRTH, TERM
from routines.vocabulary import Caution, Condition


def _plain(*conditions: Condition) -> list[tuple[str, Any]]:
    """Conditions that need no further question."""
    return choices_of(conditions)


JOINTS = [
    (DISC, _("A disc problem, or sciatica")),
    *_plain(
        Condition.STENOSIS,
        Condition.OSTEOPOROSIS,
        Condition.INFLAMMATORY,
        Condition.NECK,
        Condition.SHOULDER,
        Condition.WRIST,
        Condition.HIP_REPLACEMENT,
        Condition.KNEE,
    ),
]
BODY = [
    *_plain(Condition.NO_FLOOR, Condition.DIZZINESS),
    (BLOOD_PRESSURE, _("High blood pressure, treated or not")),
    *_plain(Condition.GLAUCOMA, Condition.PREGNANT),
    (BIRTH, _("A birth, or surgery of the belly, in the last 12 weeks")),
    (HERNIA, _("A hernia of the belly")),
]
PLAIN = {slug for slug, _words in [*JOINTS, *BODY]} & set(Condition)
CHOOSE = _("Choose one of the answers shown.")
WHICH_WEEK = _("Give the week as a whole number from 1 to 42.")
LAST_WEEK = 42
LISTS = ("cautions", "joints", "body")


class HealthForm(forms.Form):
    """The cautions, which need a professional's consent first, and the conditions.

    A question that depends on a tick is required only with it; without the tick its
    answer is dropped. `today` is the date on the person's calendar. With `has_told`, the
    lists begin with earlier answers and may be left empty.
    """

    cautions = NoneOfThese(choices=choices_of(Caution), label=_("Does any of this fit you now?"))
    may_exercise = OneOf(
        choices=[("yes", _("Yes")), ("not_yet", _("Not yet"))],
        label=_("Has a doctor or physiotherapist said that you may exercise?"),
        required=False,
    )
    said_on = DayField(label=_("When did they say so?"), required=False)
    joints = NoneOfThese(choices=JOINTS, label=_("Your back and joints: does any of this fit?"))
    worse_with = OneOf(
        choices=[
            ("bending", _("Bending forward")),
            ("arching", _("Arching back")),
            ("both", _("Both")),
            ("neither", _("Neither")),
        ],
        label=_("Your disc problem or sciatica: what makes it worse?"),
        required=False,
    )
    body = NoneOfThese(choices=BODY, label=_("And does any of this fit?"))
    is_controlled = OneOf(
        choices=[
            ("yes", _("Yes")),
            ("no", _("No")),
            ("unknown", _("I do not know")),
        ],
        label=_("Is your blood pressure under control?"),
        required=False,
    )
    week = Count(
        min_value=1,
        max_value=LAST_WEEK,
        words=WHICH_WEEK,
        label=_("Which week of the pregnancy is it?"),
        required=False,
    )
    born_on = DayField(label=_("When was the birth, or the surgery?"), required=False)

    def __init__(self, *args: Any, today: date, has_told: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for name in LISTS:
            self.fields[name].may_be_empty = has_told  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Requires what a tick asks for, and refuses days to come and births long ago."""
        data: dict[str, Any] = super().clean() or {}
        ticked = [*data.get("joints", []), *data.get("body", [])]
        says_yes = bool(data.get("cautions")) and data.get("may_exercise") == "yes"
        self._need("may_exercise", bool(data.get("cautions")), CHOOSE)
        self._need("said_on", says_yes, _("Give the day on which they said so."))
        self._need("worse_with", DISC in ticked, CHOOSE)
        self._need("is_controlled", BLOOD_PRESSURE in ticked, CHOOSE)
        self._need("week", Condition.PREGNANT in ticked, WHICH_WEEK)
        self._need("born_on", BIRTH in ticked, _("Give the day of the birth, or of the surgery."))
        for name in ("said_on", "born_on"):
            if data.get(name) and data[name] > self.today:
                self.add_error(name, NOT_YET)
        born_on = data.get("born_on")
        if born_on and self.today >= born_on + AFTER_BIRTH:
            self.add_error(
                "born_on",
                _("That is 12 weeks ago or more, so it changes nothing now. Untick it, please."),
            )
        return data

    def _need(self, name: str, is_asked: bool, words: Any) -> None:
        """Require the answer if its question is asked; drop it and its errors if not."""
        if not is_asked:
            self.errors.pop(name, None)
            self.cleaned_data[name] = None
        elif self.cleaned_data.get(name) in (None, "") and name not in self.errors:
            self.add_error(name, words)

    @property
    def health(self) -> Health:
        """The answers as a value for the plan; only of a valid form."""
        data = self.cleaned_data
        return Health.from_answers(
            ticked={*data["joints"], *data["body"]},
            worse_with=data["worse_with"],
            is_controlled=data["is_controlled"] == "yes",
            week=data["week"],
            born_on=data["born_on"],
            cautions=data["cautions"],
            may_exercise_on=data["said_on"],
            today=self.today,
        )


def answers_so_far(screening: Screening, person: User, today: date) -> dict[str, object]:
    """The `initial` of `HealthForm`: the newest answers, as far as they still hold.

    "None of these" stays unticked, so that a tick beside it is no contradiction.
    """
    answers = set(screening.conditions or [])
    sensitive_to = answers & WORSE_WITH["both"]
    worse_with = next(
        (name for name, needed in WORSE_WITH.items() if needed and needed == sensitive_to),
        "neither" if DISC_CALM in answers else "",
    )
    pressure = {Condition.HIGH_BLOOD_PRESSURE: "no", BLOOD_PRESSURE_CONTROLLED: "yes"}
    is_controlled = next((answer for kept, answer in pressure.items() if kept in answers), "")
    has_given_birth = person.born_on is not None and today < person.born_on + AFTER_BIRTH
    ticks = {
        **dict.fromkeys(answers & PLAIN, True),
        DISC: bool(worse_with),
        BLOOD_PRESSURE: bool(is_controlled),
        BIRTH: has_given_birth,
        HERNIA: Condition.AFTER_BIRTH in answers and person.born_on is None,
    }
    week = (today - (person.due_on - TERM)) // WEEK if person.due_on else None
    may_exercise = "not_yet" if screening.cautions else ""
    return {
        "cautions": screening.cautions,
        "may_exercise": "yes" if screening.may_exercise_on else may_exercise,
        "said_on": screening.may_exercise_on,
        "joints": [slug for slug, _words in JOINTS if ticks.get(slug)],
        "body": [slug for slug, _words in BODY if ticks.get(slug)],
        "worse_with": worse_with,
        "is_controlled": is_controlled,
        "week": week if week and week <= LAST_WEEK else None,
        "born_on": person.born_on if has_given_birth else None,
    }


def in_words(person: User, screening: Screening, today: date) -> list[str]:
    """The person's conditions and the cautions of `screening`, in words.

    Leaves out a birth that is over by `today`.
    """
    words = dict(choices_of(Condition))
    kept = set(person.conditions)
    if person.born_on is not None and today >= person.born_on + AFTER_BIRTH:
        kept.discard(Condition.AFTER_BIRTH)
    lines = [str(words[condition]) for condition in Condition if condition in kept]
    lines += [str(label_of(caution)) for caution in Caution if caution in screening.cautions]
    if BLOOD_PRESSURE_CONTROLLED in (screening.conditions or []):
        lines.append(gettext("High blood pressure, under control"))
    if DISC_CALM in (screening.conditions or []):
        lines.append(
            gettext("A disc problem, or sciatica, that neither bending nor arching makes worse")
        )
    return lines


def _as_sent(data: QueryDict | None) -> dict[str, object]:
    """The sent contents of the fields of `HealthForm`; empty if it was not part of the page."""
    # A browser sends a text field that is empty too, but no list without a tick.
    if data is None or "week" not in data:
        return {}
    fields = HealthForm.base_fields.items()
    return {name: field.widget.value_from_datadict(data, {}, name) for name, field in fields}


class RescreeningForm(ScreeningForm):
    """The red-flag questions once more, and whether anything else has changed.

    If so, `more` asks for it on the same page, beginning with the answers of `newest`, the
    newest screening of health.
    """

    more: HealthForm

    changed = OneOf(
        choices=[("no", _("No, nothing else")), ("yes", _("Yes"))], label="", required=False
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        newest: Screening,
        person: User,
        today: date,
    ) -> None:
        super().__init__(data)
        self.newest = newest
        self.fields["changed"].label = gettext(
            "Since {date}: has anything else about your health changed?"
        ).format(date=date_format(newest.answered_on, "j F Y"))
        self.says_changed = data is not None and data.get("changed") == "yes"
        self.more = HealthForm(
            data if self.says_changed else None,
            today=today,
            has_told=True,
            initial=_as_sent(data) or answers_so_far(newest, person, today),
        )

    def clean(self) -> dict[str, Any]:
        """Requires `changed`, unless a red flag is ticked, which nothing may delay."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("changed") and "changed" not in self.errors and not self._has_flags():
            self.add_error("changed", CHOOSE)
        return data

    def is_valid(self) -> bool:
        """Whether every question asked is answered; a ticked red flag is enough by itself."""
        is_more_valid = not self.says_changed or self.more.is_valid()
        return super().is_valid() and (is_more_valid or self._has_flags())

    def _has_flags(self) -> bool:
        return bool(self.cleaned_data.get("emergency") or self.cleaned_data.get("urgent"))

    @property
    def health(self) -> Health | None:
        """The new answers; None if the person says that nothing has changed, or they are wrong."""
        return self.more.health if self.says_changed and self.more.is_valid() else None
