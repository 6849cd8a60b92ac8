"""Every text of ours that a person reads goes through translation."""

import re
from unittest.mock import patch

import pytest
from bs4 import NavigableString
from django.utils import translation
from django.utils.translation import trans_real

from routines.library.conditions import known_conditions
from routines.library.sources import known_sources
from routines.models import Activity, Exercise, Variant, dose
from routines.progression.published.table import FAMILIES
from routines.templatetags import ledger, product
from tests.contracts.world import drawn_again

pytestmark = pytest.mark.django_db

# Names, numbers, dates and addresses need no translation.
NEUTRAL = re.compile(
    r"Backflex|person\d+@example\.org|Europe/London|[A-Z]\d+[a-z]?|UTC|EMAIL_URL"
    r"|Mon|Tue|Wed|Thu|Fri|Sat|Sun|[\W\d_]|min\b|s\b"
)


class Marking(translation.trans_real.DjangoTranslation):
    """A language in which every translated text is wrapped in marks."""

    def __init__(self, real):
        self.__dict__.update(real.__dict__)

    def gettext(self, message):
        return f"⟦{message}⟧"

    def ngettext(self, singular, plural, number):
        return f"⟦{singular if number == 1 else plural}⟧"


@pytest.fixture
def marking():
    real = trans_real.translation("en-gb")
    with patch.object(trans_real, "translation", lambda language: Marking(real)):
        trans_real._default = Marking(real)
        translation.activate("en-gb")
        _forget_words()
        yield
    trans_real._default = None
    translation.deactivate()
    _forget_words()


def _forget_words():
    """What is kept by its language would not be marked, or would stay marked."""
    for module in (dose, ledger, product):
        for value in vars(module).values():
            if hasattr(value, "cache_clear"):
                value.cache_clear()


def unmarked(soup, from_library):
    for tag in soup(["script", "style", "meta", "link", "textarea"]):
        tag.decompose()
    text = "\n".join(node for node in soup.find_all(string=True) if type(node) is NavigableString)
    while True:
        shorter = re.sub(r"⟦[^⟦⟧]*⟧", " ", text)
        if shorter == text:
            break
        text = shorter
    # Most texts fill a line; only if something is left are they looked for within lines.
    whole = set(from_library)
    text = "\n".join(line for line in text.split("\n") if line.strip() not in whole)
    if not NEUTRAL.sub("", text):
        return ""
    for words in from_library:
        text = text.replace(words, " ")
    return NEUTRAL.sub("", text)


@pytest.fixture
def from_library(world):
    """What comes from the exercise files, which carry their own language, the longest first.

    The ids of rules and the sources stay as they are in every language, too.
    """
    texts = {rule.id for family in FAMILIES for rule in family.rules}
    for source in known_sources().values():
        texts |= {source.name, source.citation, source.title, source.where}
    texts |= {condition.why for condition in known_conditions().values()}
    for exercise in Exercise.objects.all():
        texts |= {exercise.name, exercise.other_names, exercise.summary}
        texts |= {precaution["note"] for precaution in exercise.precautions.values()}
    for variant in Variant.objects.all():
        texts |= {variant.name, variant.breathing, variant.form_cue, variant.feels_like}
        texts |= {variant.stop_when, *variant.steps, *variant.mistakes}
        texts |= {variant.getting_in, variant.getting_out}
    # What people wrote stays as they wrote it.
    texts |= set(Activity.objects.values_list("name", flat=True))
    return sorted(texts - {""}, key=len, reverse=True)


def test_every_text_is_marked(world, answers, marking, from_library):
    bare = {
        str(answer): text
        for answer in drawn_again(world, answers)
        if answer.is_html and (text := unmarked(answer.soup, from_library))
    }
    assert bare == {}
