"""What a person wrote turns nothing round beside it: it is isolated on every page."""

import re

import pytest
from bs4 import BeautifulSoup

from routines.models import Activity, Discomfort, Lock, User

pytestmark = pytest.mark.django_db


def not_isolated(soup, words):
    """What of a page holds some of `words` and lets them act on the line around them."""
    any_of = re.compile("|".join(map(re.escape, words)))
    for text in soup.find_all(string=any_of):
        is_inside = text.find_parent("bdi") or text.find_parent(attrs={"dir": "auto"})
        if not is_inside and any_of.search(_unmarked(text)):
            yield str(text.parent)
    for tag in soup.find_all(True):
        for name, value in tag.attrs.items():
            is_text = name != "value" and isinstance(value, str)
            if is_text and any_of.search(_unmarked(value)):
                yield str(tag)


def _unmarked(text):
    """The text without what stands between the two characters that isolate."""
    return re.sub("\u2068[^\u2069]*\u2069", "", text)


@pytest.fixture
def words(world):
    """Everything that people wrote, in their own words or as their address."""
    rows = (
        Activity.objects.values_list("name", flat=True),
        Discomfort.objects.values_list("note", flat=True),
        Lock.objects.values_list("note", flat=True),
        User.objects.exclude(email=None).values_list("email", flat=True),
    )
    return {text for texts in rows for text in texts if text}


@pytest.mark.parametrize(
    ("page", "is_wrong"),
    [
        ("<h1>Socks</h1>", True),
        ("<p>You want back: Socks.</p>", True),
        ("<svg><title>Socks, 4 of 10</title></svg>", True),
        ('<svg aria-label="Socks, 4 of 10"></svg>', True),
        ("<h1><bdi>Socks</bdi></h1>", False),
        ('<p dir="auto">Socks</p>', False),
        ("<svg><title>\u2068Socks\u2069, 4 of 10</title></svg>", False),
        ('<svg aria-label="\u2068Socks\u2069, 4 of 10"></svg>', False),
        ('<input value="Socks">', False),
    ],
)
def test_what_is_not_isolated_is_seen(page, is_wrong):
    assert bool(list(not_isolated(BeautifulSoup(page, "html.parser"), ["Socks"]))) == is_wrong


def test_what_people_wrote_is_isolated_on_every_page(answers, words):
    assert len(words) > 5
    shown = 0
    for answer in answers:
        if answer.is_html and any(word.encode() in answer.response.content for word in words):
            shown += 1
            assert list(not_isolated(answer.soup, words)) == [], str(answer)
    assert shown > 5
