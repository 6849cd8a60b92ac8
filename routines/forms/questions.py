"""The questions of every page that has a form, and what was answered to them, in words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from django import forms

from routines.forms.account import TimeZoneForm
from routines.forms.discomfort import DiscomfortForm
from routines.forms.health import HealthForm, RescreeningForm
from routines.forms.in_words import Answered, answers_in_words
from routines.forms.ledger import ChoiceForm, GoalForm
from routines.forms.measure import ActivityForm, MeasureForm, ScoreForm
from routines.forms.morning import MorningForm
from routines.forms.session import (
    AfterForm,
    CheckInForm,
    FeltForm,
    ReportForm,
    StepForm,
    StepSwapForm,
)
from routines.forms.start import ClearLockForm, ScreeningForm, SetUpForm, WordForm

# By the name of the address that a form goes to.
QUESTIONS: dict[str, tuple[type[forms.Form], ...]] = {
    "account_detail": (TimeZoneForm,),
    "activity_detail": (ScoreForm,),
    "activity_list": (ActivityForm,),
    "ask_first": (WordForm,),
    "discomfort_detail": (DiscomfortForm,),
    "discomfort_new": (DiscomfortForm,),
    "health_detail": (HealthForm,),
    "ledger_choose": (ChoiceForm,),
    "ledger_goal": (GoalForm,),
    "lock_detail": (ClearLockForm,),
    "measure_detail": (MeasureForm,),
    "measure_list": (MeasureForm,),
    "morning_report": (MorningForm,),
    "screening": (RescreeningForm, HealthForm),
    "session_after": (AfterForm, FeltForm),
    "session_check": (ScreeningForm,),
    "session_detail": (MorningForm, CheckInForm),
    "set_up": (SetUpForm,),
    "step_detail": (StepForm,),
    "step_hurts": (ReportForm,),
    "step_swap": (StepSwapForm,),
}
# What stands before the questions of one exercise on the last page of a session.
OF_A_STEP = re.compile(r"step-\d+-")


def sent_in_words(name: str, told: Mapping[str, Sequence[str]]) -> list[Answered]:
    """Each question of the page `name` that was answered, with its answer.

    `told` holds every value that was sent under each name; what the page does not ask, and
    a page without a form of ours, gives nothing.
    """
    asked = {
        question: field
        for form in QUESTIONS.get(name, ())
        for question, field in form.base_fields.items()
    }
    fields = {
        sent: field
        for question, field in asked.items()
        for sent in told
        if OF_A_STEP.sub("", sent) == question
    }
    return list(answers_in_words(fields, told))
