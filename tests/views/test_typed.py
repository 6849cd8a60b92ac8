"""What people type: seen, in one line where one is meant, isolated; digits and days in one way."""

import time

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from routines.forms.fields import Clock, Count, DayField, Moment, Seen, SomeOf, Text
from routines.forms.flag_words import flag_word_in
from routines.forms.plain_text import can_be_seen, in_lines, without_unseen
from routines.forms.session import CheckInForm, VersionForm
from routines.models import Discomfort, PlanDay
from tests.views.conftest import WISHES
from tests.views.pages import error_beside, soup_of, typed

pytestmark = pytest.mark.django_db
TODAY = "2026-11-23"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
NOTHING_TO_SEE = [
    "\u200b",  # zero width space
    "\u2060\ufeff",
    "\u00ad",  # soft hyphen
    "\u202e\u202c",
    "\u200d",  # a joiner of nothing
    "\u2800",  # blank Braille
    "\u3164\uffa0\u115f",  # Hangul fillers
    "\ufe0f\u034f\u180b",
    "\u0301",  # an accent on nothing
    "\x07\x1b",
    "\ud800",
    " \u200b \u00a0\u2028",
]


@pytest.fixture(autouse=True)
def _monday_evening(clock):
    pass


def cleaned(field, value):
    """What the field makes of `value`, or its first error."""
    try:
        return field.clean(value)
    except ValidationError as error:
        return error.messages[0]


class TestText:
    @pytest.mark.parametrize(
        ("written", "kept"),
        [
            ("\u202eevil", "evil"),
            ("a\u2066b\u2069\u200e\u200f\u061c", "ab"),
            ("so\u200bcks \u00ad", "socks"),
            ("a\nb", "a b"),
            ("a\r\n\t\u2028 b\x85c\u00a0\u3000d", "a b c d"),
            ("bell\x07 \x1b[31mred", "bell [31mred"),
            ("Ru\u0308cken", "R\u00fccken"),
            ("5 ½ ﬁ Ａ", "5 ½ ﬁ Ａ"),
            ("lone \ud800 half", "lone half"),
            (FAMILY, FAMILY),
            ("می\u200cخواهم", "می\u200cخواهم"),
            ("لبس الجوارب", "لبس الجوارب"),
            ("קשירת \u202bשרוכים", "קשירת שרוכים"),
            ("☺\ufe0f", "☺\ufe0f"),
        ],
    )
    def test_is_kept_without_what_nobody_sees_and_in_one_line(self, written, kept):
        assert cleaned(Text(max_length=80), written) == kept

    def test_keeps_its_lines_where_there_is_room_for_them(self):
        field = Text(max_length=80, widget=forms.Textarea)
        assert cleaned(field, " a \r\nb\u2028c\x0bd\te\x85\n\u202e\n") == "a\nb\nc\nd e"

    @pytest.mark.parametrize("written", NOTHING_TO_SEE, ids=ascii)
    @pytest.mark.parametrize("is_required", [True, False])
    def test_has_something_to_see(self, written, is_required):
        field = Text(max_length=80, required=is_required)
        assert "Nothing of this can be seen" in cleaned(field, written)

    @pytest.mark.parametrize("written", ["7", "?", "€", "字", "ㅎ", "🧦", "a\u0301"])
    def test_one_visible_character_is_enough(self, written):
        assert can_be_seen(cleaned(Text(max_length=80), written))

    def test_a_nul_is_refused(self):
        assert "a character in it that we cannot keep" in cleaned(Text(max_length=80), "a\x00b")

    @pytest.mark.parametrize("mark", ["x", "\u0315\u0300"])
    def test_ten_thousand_characters_are_too_many_and_soon_refused(self, mark):
        began = time.perf_counter()
        assert "That is too long" in cleaned(Text(max_length=80), f"a{mark * 60_000}b")
        assert time.perf_counter() - began < 1

    def test_is_short_once_its_accents_are_composed(self):
        assert cleaned(Text(max_length=80), "u\u0308" * 80) == "\u00fc" * 80

    def test_is_typed_in_the_direction_of_its_letters(self):
        class Form(forms.Form):
            name = Text(max_length=80)
            note = Text(max_length=80, widget=forms.Textarea)

        assert str(Form()).count('dir="auto"') == 2


class TestActivity:
    @pytest.mark.parametrize("name", NOTHING_TO_SEE[:6], ids=ascii)
    def test_named_by_nothing_to_see_is_asked_for(self, as_alice, alice, name):
        response = as_alice.post("/activities/", {"name": name})
        assert response.status_code == 422
        assert error_beside(response, "name")
        assert not alice.activities.exists()

    @pytest.mark.parametrize(
        ("name", "kept"), [("\u202eevil", "evil"), ("a\nb", "a b"), ("Ru\u0308cken", "Rücken")]
    )
    def test_is_kept_as_it_reads(self, as_alice, alice, name, kept):
        assert as_alice.post("/activities/", {"name": name}).status_code == 303
        assert alice.activities.get().name == kept

    def test_from_another_keyboard_is_the_same(self, as_alice, alice):
        for name in ("Gr\u00fcn", "Gru\u0308n", "gr\u200bün"):
            as_alice.post("/activities/", {"name": name})
        assert alice.activities.count() == 1

    def test_of_an_older_time_turns_no_line_round(self, as_alice, alice):
        row = alice.activities.create(name="\u202eevil", added_on=TODAY)
        for address in ("/activities/", row.get_absolute_url(), "/progress/"):
            soup = soup_of(as_alice.get(address))
            places = soup.find_all(string=lambda text: "evil" in text)
            assert places
            assert {place.parent.name for place in places} == {"bdi"}


class TestNote:
    def test_keeps_its_lines_and_nothing_unseen(self, as_alice):
        as_alice.post("/discomfort/", {"number": "3", "note": "\u202ea\u200b\r\n b\x07"})
        assert Discomfort.objects.get().note == "a\n b"

    def test_of_nothing_to_see_is_asked_for_again(self, as_alice):
        response = as_alice.post("/discomfort/", {"number": "3", "note": "\u200b"})
        assert response.status_code == 422
        assert error_beside(response, "note")
        assert not Discomfort.objects.exists()

    @pytest.mark.parametrize("note", ["", "  \r\n"])
    def test_may_be_left_empty(self, as_alice, note):
        assert as_alice.post("/discomfort/", {"number": "3", "note": note}).status_code == 303

    def test_of_500_characters_in_lines_is_not_too_long(self, as_alice):
        # Browsers count an end of line as one character, and send two.
        note = "\r\n".join(["x" * 99] * 5)
        as_alice.post("/discomfort/", {"number": "3", "note": note})
        assert len(Discomfort.objects.get().note) == 499


class TestFlagWords:
    @pytest.mark.parametrize(
        "note",
        [
            "ｎｕｍｂ",
            "my ＣＨＥＳＴ　ＰＡＩＮ is back",
            "fe\u200bver",
            "fe\u00adver",
            "fe\u200dver",
            "ti\u2060ng\ufeffling",
            "chest\u200bpain",
            "chestpain",
            "chest_pain",
            "chest\u00a0pain",
            "nu\u0332mb\u0332",
            "wea\ufe0fk",
            "\u202enumb",
        ],
        ids=ascii,
    )
    def test_are_found_however_they_are_written(self, note):
        assert flag_word_in(note)
        assert flag_word_in(cleaned(Text(max_length=500), note))

    def test_open_the_questions_also_where_they_are_written_wide(self, as_alice):
        response = as_alice.post("/discomfort/", {"number": "3", "note": "ｆｅ\u200bｖｅｒ"})
        assert response.url == "/start/?because=note"


class TestWholeNumbers:
    WORDS = "A whole number, please."

    @pytest.mark.parametrize(
        ("written", "kept"),
        [
            ("12", 12),
            (" 12 ", 12),
            ("012", 12),
            ("12.0", 12),
            ("１２", 12),
            ("١٢", 12),
            ("१२", 12),
            ("\u200f12\u200e", 12),
            ("", None),
            ("  ", None),
            (None, None),
        ],
    )
    def test_are_read_in_the_digits_of_any_script(self, written, kept):
        assert cleaned(Count(words=self.WORDS, required=False), written) == kept

    @pytest.mark.parametrize(
        "written",
        ["1_2", "1 2", "+12", "-1", "½", "²", "12²", "Ⅻ", "一二", "1e1", "0x12", "1,2", "12cm",
         "NaN", "12.5", "9" * 5000],
    )  # fmt: skip
    def test_are_digits_and_nothing_else(self, written):
        field = Count(words=self.WORDS, min_value=0, max_value=100, required=False)
        assert cleaned(field, written) == self.WORDS

    @pytest.mark.parametrize(("first", "status"), [("1_2", 422), ("１２", 303), ("١٢", 303)])
    def test_of_centimetres(self, as_alice, alice, first, status):
        response = as_alice.post("/measures/", {"first": first, "measured_on": TODAY})
        assert response.status_code == status
        assert [row.centimetres for row in alice.measures.all()] == [12] * (status == 303)
        if status == 422:
            assert error_beside(response, "first")
            assert typed(response, "first") == first

    def test_that_a_page_sends_along_are_read_no_looser(self):
        assert "out of date" in cleaned(Seen(), "1_0")
        assert VersionForm(QueryDict("version=1_0")).errors


class TestDaysAndTimes:
    @pytest.mark.parametrize(
        "day",
        ["11/12/2025", "11/12/25", "2025-1-5", "20251105", "2025-W45-3", "5 Nov 2025",
         "2025/11/05", "２０２５-11-05", "2025-11-05T00:00", "2025-02-30", "0000-00-00"],
    )  # fmt: skip
    def test_a_day_is_written_in_one_way(self, day):
        assert cleaned(DayField(), day) == "Write the day like 2026-11-23."

    def test_a_day_that_may_be_two_is_asked_for_again(self, as_alice, alice):
        response = as_alice.post("/measures/", {"first": "12", "measured_on": "11/12/2025"})
        assert response.status_code == 422
        assert error_beside(response, "measured_on") == "Write the day like 2026-11-23."
        assert typed(response, "measured_on") == "11/12/2025"
        assert not alice.measures.exists()

    @pytest.mark.parametrize("clock", ["6:30", "18:3", "1830", "6:30 pm", "25:00", "18.30",
                                       "１８:30", "18:30:00.5"])  # fmt: skip
    def test_a_time_is_written_in_one_way(self, clock):
        assert cleaned(Clock(), clock) == "Write the time like 18:30."

    def test_what_a_browser_sends_is_read(self):
        assert cleaned(DayField(), " 2026-11-23 ").isoformat() == TODAY
        assert cleaned(Clock(), "18:30").isoformat() == "18:30:00"
        assert cleaned(Clock(), "18:30:00").isoformat() == "18:30:00"
        assert cleaned(DayField(required=False), "") is cleaned(Clock(required=False), " ") is None

    def test_a_moment_of_a_link_is_written_in_one_way(self):
        assert cleaned(Moment(), "11/12/2025 10:00") == "There is no such moment."
        assert cleaned(Moment(), "2026-11-23T10:00:00Z").isoformat() == "2026-11-23T10:00:00+00:00"


class TestAnswersOfferedAsLists:
    def test_are_sets_in_the_order_offered(self):
        field = SomeOf(choices=[("a", "A"), ("b", "B"), ("c", "C")], required=False)
        assert cleaned(field, ["c", "a", "c", "a"]) == ["a", "c"]

    def test_a_day_told_twice_is_one_day(self, guest_client):
        sent = {**WISHES, "weekdays": ["3", "0", "0"]}
        response = guest_client.post("/start/wishes/", sent)
        assert (response.status_code, response.url) == (303, "/plan/")
        weekdays = PlanDay.objects.values_list("weekday", flat=True)
        assert sorted(weekdays) == [0, 3]

    def test_places_told_twice_are_one(self, as_alice):
        as_alice.post("/discomfort/", {"number": "3", "places": ["lower_back"] * 3})
        assert Discomfort.objects.get().places == ["lower_back"]


class TestTwoAnswersToOneQuestion:
    def test_the_same_twice_is_one(self):
        assert CheckInForm(QueryDict("pre=1&pre=1")).is_valid()

    def test_two_that_differ_are_asked_for_again(self):
        assert CheckInForm(QueryDict("pre=9&pre=1")).errors["pre"]

    def test_and_nothing_is_kept(self, as_alice):
        response = as_alice.post("/discomfort/", {"number": ["3", "8"]})
        assert response.status_code == 422
        assert error_beside(response, "number")
        assert not Discomfort.objects.exists()


def test_lines_end_in_one_way():
    assert in_lines("a\r\nb\rc\n\nd") == "a\nb\nc\n\nd"
    assert without_unseen("a\tb\u200b\n") == "a\tb\n"
