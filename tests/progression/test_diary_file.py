"""A log as a file: read strictly, printed the same way, reviewed without the web app."""

import json
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command

from routines.library.ladders import begun_by_aim, library_ladders
from routines.progression.diary.file import print_diary, read_diary
from routines.progression.strict_json import Unreadable
from tests.progression.diaries import LADDERS, all_done, at, diary, felt, session

GOOD = diary(all_done(0), session(3, felt("cobra", 6)))


def plain():
    return json.loads(print_diary(GOOD))


def refused(document):
    with pytest.raises(Unreadable) as caught:
        read_diary(json.dumps(document), LADDERS)
    return str(caught.value)


def with_change(path, value):
    """The good log with one entry changed; `value` of None takes it out."""
    document = plain()
    inner = document
    for key in path[:-1]:
        inner = inner[key]
    if value is None:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return document


def test_what_is_printed_is_read_back():
    assert read_diary(print_diary(GOOD)) == GOOD


def test_ladders_that_are_left_out_are_those_given():
    assert read_diary(json.dumps(with_change(["ladders"], None)), LADDERS) == GOOD


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (["version"], 2, "version: must be 1"),
        (["usual_morning"], 11, "usual_morning: must be from 0 to 10"),
        (["sessions"], {}, "sessions: must be a list"),
        (["sessions", 0, "id"], None, "sessions 1, id: is missing"),
        (["sessions", 0, "id"], "", "id: must have 1 to 1000 characters"),
        (["sessions", 0, "id"], 7, "id: must be a text"),
        (["sessions", 1, "id"], "0@18", 'sessions 2, id: "0@18" is there twice'),
        (["sessions", 0, "started_at"], "Monday", "started_at: must be a date and time"),
        (["sessions", 0, "started_at"], "2026-01-05T18:00:00", "with its offset"),
        (["sessions", 0, "started_at"], "0001-01-01T00:00:00+00:00", "in the years 2000 to 2100"),
        (["begun", 0, "at"], "9999-12-31T23:59:59-12:00", "begun 1, at: must be in the years"),
        (["sessions", 0, "morning", "at"], "1999-12-31T23:59:59+00:00", "morning, at: must be in"),
        (["sessions", 0, "closed_at"], "2026-01-05T17:00:00+00:00", "must not be before"),
        (["sessions", 0, "steps", 0, "during"], 11, "steps 1, during: must be from 0 to 10"),
        (["sessions", 0, "steps", 0, "effort"], "meh", "effort: must be one of easy, ok, hard"),
        (["sessions", 0, "steps", 0, "mood"], "good", 'unknown key "mood"'),
        (
            ["sessions", 0, "gate"],
            "LOCKED",
            "gate: must be one of RUN, NO_STRENGTH, LIGHT, MOBILITY_ONLY, EASE",
        ),
        (["sessions", 0, "gate"], 7, "sessions 1, gate: must be one of RUN, NO_STRENGTH"),
        (["sessions", 0, "flags"], ["toe", "bee"], 'flags: "bee" is not a known flag'),
        (
            ["clearances"],
            [{"at": "2026-01-05T18:00:00Z", "how": "corrected"}],
            "The log, clearances 1, how: must be one of professional, mistake",
        ),
        (["check_ins"], [3], "The log, check_ins 1: must be an object"),
        (["begun", 0, "at"], 7, "begun 1, at: must be a date and time with its offset"),
        (["sessions", 0, "morning", "at"], "2026-01-05T18:00:00+00:00", "not be before closed_at"),
        (["ladders", 0, "variants"], [], "variants: must not be empty"),
        (["begun", 0, "exercise"], "yodel", 'there is no ladder of "yodel"'),
        (["begun", 0, "variant"], "loud", '"loud" is not on its ladder'),
        (["begun", 0, "step"], 3, "step: must be from 0 to 2"),
    ],
)
def test_a_wrong_entry_is_named_with_its_field(path, value, words):
    assert words in refused(with_change(path, value))


class TestReview:
    @pytest.fixture
    def file(self, tmp_path):
        file = tmp_path / "log.json"
        file.write_text(print_diary(GOOD), encoding="utf-8")
        return file

    def test_prints_the_ledger_as_a_table(self, file, capsys):
        call_command("review", str(file))
        lines = capsys.readouterr().out.split("\n\n")[0].splitlines()
        numbers = ["began", "during", "morning"]
        heads = ["date", "about", *numbers, "decision", "dose", "rules", "reason"]
        assert lines[0].split() == heads
        assert lines[-1].split()[:6] == ["2026-01-09", "Cobra", "1", "6", "same", "REGRESS"]
        assert "Cobra was a 6, so a little easier next time." in lines[-1]
        assert "cobra-middle 2/3 → cobra-middle 1/3" in lines[-1]

    def test_and_what_a_session_opened_now_may_be(self, file, capsys):
        call_command("review", str(file), at="2026-01-12T18:00:00+00:00")
        assert capsys.readouterr().out.split("\n\n")[1].splitlines() == [
            "2026-01-12, beginning at 1: LIGHT (HALF)",
            "Half of the last session was too much, so a lighter one.",
        ]
        call_command("review", str(file), at="2026-01-12T18:00:00+00:00", pre=9)
        assert "2026-01-12, beginning at 9: STOP_SEE (T3, HALF)" in capsys.readouterr().out
        with time_machine.travel(at(40)):
            call_command("review", str(file))
        assert "2026-02-14, beginning at 1: RESCREEN (G3, HALF)" in capsys.readouterr().out

    def test_with_the_advice_and_the_set_less_of_that_day(self, tmp_path, capsys):
        raised = [session(day, felt("cobra"), pre=3, number=9) for day in (0, 4, 7, 11, 14)]
        file = tmp_path / "log.json"
        file.write_text(print_diary(diary(*raised, usual=6)), encoding="utf-8")
        call_command("review", str(file), at="2026-01-22T18:00:00+00:00")
        said = capsys.readouterr().out.split("\n\n")[1].splitlines()
        assert said[0].startswith("2026-01-22, beginning at 6: EASE (D3")
        assert any(line.startswith("A raised morning that no single") for line in said)
        assert "Advice: Your usual morning has been at 6 for two weeks." in said[-1]

    @pytest.mark.parametrize(
        ("options", "words"),
        [
            ({"pre": 11}, "pre: must be from 0 to 10"),
            ({"at": "soon"}, "at: must be a date and time"),
            ({"at": "2026-01-01T00:00:00+00:00"}, "at: must not be before the end of the log"),
        ],
    )
    def test_a_moment_or_number_that_is_none_is_one_sentence(self, file, options, words):
        with pytest.raises(CommandError, match=words):
            call_command("review", str(file), **options)

    def test_or_as_json(self, file, capsys):
        call_command("review", str(file), "--json")
        rows = json.loads(capsys.readouterr().out)
        assert rows[-1]["rules"] == ["R1"]
        assert rows[-1]["used"] == ["3@18"]
        assert (rows[-1]["exercise"], rows[-1]["to"]) == ("cobra", "cobra-middle 1/3")
        names = ("began", "during", "morning", "morning_word")
        assert [rows[-1][name] for name in names] == [1, 6, None, "same"]

    def test_the_numbers_are_those_that_the_decision_knew_of(self, tmp_path, capsys):
        left_out = felt("fold", None, status="skipped", stop_reason="pain")
        silent = session(0, felt("cobra", None), left_out, pre=2, morning=None)
        late = session(3, felt("cobra", 3), pre=2, morning="worse", number=4)
        file = tmp_path / "log.json"
        file.write_text(print_diary(diary(silent, late)), encoding="utf-8")
        call_command("review", str(file), "--json")
        rows = json.loads(capsys.readouterr().out)
        names = ("exercise", "began", "during", "morning", "morning_word")
        assert [[row[name] for name in names] for row in rows if "decision" in row] == [
            ["cobra", 2, 2, None, None],
            ["fold", 2, None, None, None],
            ["cobra", 2, 3, 4, "worse"],
        ]

    def test_takes_the_librarys_ladders_where_the_log_has_none(self, tmp_path, capsys):
        begun = begun_by_aim("loosen", at(-1))
        log = diary(session(0, felt("cobra")), begun=begun, ladders=library_ladders("loosen"))
        document = json.loads(print_diary(log))
        del document["ladders"]
        file = tmp_path / "log.json"
        file.write_text(json.dumps(document), encoding="utf-8")
        call_command("review", str(file))
        assert "Sphinx 1/4" in capsys.readouterr().out

    def test_the_sentence_names_the_file_the_entry_and_the_field(self, file):
        first = "0001-01-01T00:00:00+00:00"
        document = with_change(["sessions", 0, "started_at"], first)
        file.write_text(json.dumps(document), encoding="utf-8")
        with pytest.raises(CommandError) as refused:
            call_command("review", str(file))
        words = "The log, sessions 1, started_at: must be in the years 2000 to 2100."
        assert str(refused.value) == f"{file}: {words}"

    @pytest.mark.parametrize("text", ["", "[]", '{"version": 1, "more": 2}', '{"version": 1e999}'])
    def test_a_wrong_file_is_one_sentence(self, tmp_path, text):
        file = tmp_path / "log.json"
        file.write_text(text, encoding="utf-8")
        with pytest.raises(CommandError) as refused:
            call_command("review", str(file))
        assert "\n" not in str(refused.value)


PERSONAS = sorted(Path("routines/content/personas").glob("*.toml"))


class TestSimulate:
    @pytest.mark.parametrize("file", PERSONAS, ids=lambda file: file.stem)
    def test_a_life_lived_is_the_life_reviewed(self, file, tmp_path, capsys):
        call_command("simulate", str(file))
        lived = capsys.readouterr().out
        call_command("simulate", str(file), "--log")
        log = tmp_path / "log.json"
        log.write_text(capsys.readouterr().out, encoding="utf-8")
        call_command("review", str(log))
        assert capsys.readouterr().out.startswith(lived)

    def test_somebody_without_pain_reaches_every_goal(self, capsys):
        call_command("simulate", "routines/content/personas/never-any-pain.toml", "--json")
        rows = json.loads(capsys.readouterr().out)
        assert {row["decision"] for row in rows} == {"HOLD", "PROGRESS", "MAINTAIN"}
        assert {row["decision"] for row in rows[-7:]} == {"MAINTAIN"}

    def test_a_steady_four_goes_up_by_p2(self, capsys):
        call_command("simulate", "routines/content/personas/steady-at-four.toml", "--json")
        rows = json.loads(capsys.readouterr().out)
        assert any("P2" in row["rules"] and row["decision"] == "PROGRESS" for row in rows)
        assert not any("P1" in row["rules"] for row in rows[:30])

    def test_a_flare_eases_and_pauses_strength(self, capsys):
        call_command("simulate", "routines/content/personas/flare-in-week-five.toml", "--json")
        rows = json.loads(capsys.readouterr().out)
        flare = [row for row in rows if "2026-02-02" <= row["date"] <= "2026-02-16"]
        assert any(row.get("decision") == "REGRESS" for row in flare)
        assert any(row.get("plan") == "T5" for row in flare)
        assert any(row.get("decision") == "PROGRESS" for row in rows if row["date"] > "2026-02-20")

    def test_a_hard_time_is_lived_through(self, tmp_path, capsys):
        file = tmp_path / "hard.toml"
        file.write_text(
            'name = "Hard"\nseed = 2\nweeks = 20\nlevel = 3\nusual_morning = 3\nwobble = 1.0\n'
            "flare_week = 4\nflare_weeks = 4\nflare_points = 4\nper_dose = 1.0\n",
            encoding="utf-8",
        )
        call_command("simulate", str(file), "--log")
        log = read_diary(capsys.readouterr().out)
        assert {session.gate for session in log.sessions} >= {"RUN", "EASE"}
        assert any(check_in.pre >= 8 for check_in in log.check_ins)

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ('name = "A"\nweeks = 0', "weeks: must be from 1 to 520"),
            ('name = "A"\nmood = "sunny"', 'unknown key "mood"'),
            ("name = ", "The file is not TOML"),
        ],
    )
    def test_a_wrong_persona_is_one_sentence(self, tmp_path, text, words):
        file = tmp_path / "persona.toml"
        file.write_text(text, encoding="utf-8")
        with pytest.raises(CommandError, match=words):
            call_command("simulate", str(file))
