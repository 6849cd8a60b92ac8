"""What was posted to any page of ours, in the words of the form that it was likeliest sent by."""

from __future__ import annotations

import re

from django import forms
from django.http import QueryDict

from routines.forms.account import TimeZoneForm
from routines.forms.discomfort import DiscomfortForm
from routines.forms.health import HealthForm
from routines.forms.in_words import Answered, answers_in_words
from routines.forms.measure import ActivityForm, MeasureForm, ScoreForm
from routines.forms.morning import MorningForm
from routines.forms.session import AfterForm, CheckInForm, FeltForm, ReportForm, StepForm
from routines.forms.start import ClearLockForm, ScreeningForm, SetUpForm, WordForm

FORMS: tuple[type[forms.Form], ...] = (
    CheckInForm,
    StepForm,
    ReportForm,
    FeltForm,
    AfterForm,
    MorningForm,
    DiscomfortForm,
    ScreeningForm,
    HealthForm,
    SetUpForm,
    ClearLockForm,
    WordForm,
    MeasureForm,
    ActivityForm,
    ScoreForm,
    TimeZoneForm,
)
OF_A_STEP = re.compile(r"step-\d+-")


def posted_in_words(data: QueryDict) -> list[Answered]:
    """Each question that was answered, with its answer; what no form of ours asks is left out."""
    plain = {name: OF_A_STEP.sub("", name) for name in data}
    likeliest = sorted(FORMS, key=lambda form: -len(form.base_fields.keys() & plain.values()))
    fields = {
        name: next(form.base_fields[asked] for form in likeliest if asked in form.base_fields)
        for name, asked in plain.items()
        if any(asked in form.base_fields for form in likeliest)
    }
    return list(answers_in_words(fields, dict(data.lists())))
