"""Every text of ours that a person reads goes through translation."""

import re
from unittest.mock import patch

import pytest
from bs4 import BeautifulSoup, NavigableString
from django.utils import translation
from django.utils.translation import trans_real

from tests.contracts.world import ROUTES

pytestmark = pytest.mark.django_db

# Names, numbers, dates and addresses need no translation.
NEUTRAL = re.compile(
    r"Backflex|alice@example\.org|Europe/London|[A-Z]\d+[a-z]?|UTC|EMAIL_URL"
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
        yield
    trans_real._default = None
    translation.deactivate()


def unmarked(html, from_library):
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup(["script", "style", "meta", "link"]):
        tag.decompose()
    text = "\n".join(node for node in soup.find_all(string=True) if type(node) is NavigableString)
    while True:
        shorter = re.sub(r"⟦[^⟦⟧]*⟧", " ", text)
        if shorter == text:
            break
        text = shorter
    for known in sorted(from_library, key=len, reverse=True):
        text = text.replace(known, " ")
    return NEUTRAL.sub("", text)


@pytest.fixture
def from_library(library):
    """What comes from the exercise files, which carry their own language."""
    from routines.models import Exercise, Variant

    texts = set()
    for exercise in Exercise.objects.all():
        texts |= {exercise.name, exercise.other_names, exercise.summary}
    for variant in Variant.objects.all():
        texts |= {variant.name, variant.breathing, variant.form_cue, variant.feels_like}
        texts |= {variant.stop_when, *variant.steps, *variant.mistakes}
    return texts - {""}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_every_text_is_marked(route, world, as_alice, client, marking, from_library):
    for visitor in (as_alice, client):
        for address in world.addresses(route):
            response = visitor.get(address)
            if response.headers.get("Content-Type", "").startswith("text/html"):
                assert unmarked(response.content.decode(), from_library) == "", address
