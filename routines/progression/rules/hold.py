"""Rules that keep the dose: H1 to H12 and A1 (PROGRESSION 5)."""

from __future__ import annotations

from routines.progression.rules.history import ExerciseHistory, Sign
from routines.progression.rules.pace_rules import (
    gentle_day,
    not_yet,
    six_weeks_unchanged,
    too_much_in_a_day,
)
from routines.progression.rules.reasons import gettext_noop as _
from routines.progression.rules.regress import bad_morning_again
from routines.progression.rules.row import Row, Strength
from routines.progression.rules.rule import Because, Rule
from routines.progression.rules.thresholds import (
    ADVICE_WEEKS,
    AMBER_FROM,
    AMBER_TO,
    COMFORTABLE_TO,
    RAISED_BY,
    STOP_AT,
    STOP_SHARP_AT,
)
from routines.vocabulary import Verdict


def amber(log: ExerciseHistory) -> Because | None:
    """Worst 4 or 5, unless P2 lifts it."""
    worst = log.newest.worst
    is_amber = AMBER_FROM <= worst <= AMBER_TO
    return Because({"worst": worst}) if is_amber and not log.steady_four else None


def high_after(log: ExerciseHistory) -> Because | None:
    """6 or more in the quarter hour after."""
    after = log.newest.after or 0
    return Because({"after": after}) if after >= STOP_AT else None


def left_out_for_pain(log: ExerciseHistory) -> Because | None:
    """Left out because of pain."""
    return Because() if log.newest.is_pain_skip else None


def raised_morning(log: ExerciseHistory) -> Because | None:
    """A morning 2 above usual that does not ease the dose, or a worse next start.

    Attributed carry 2 without R4; or carry 2 or more not attributed; or no
    morning answer and the next session begins 2 or more above this one.
    """
    carry = log.newest.carry
    if carry is None:
        next_pre = log.context.next_pre
        rise = 0 if next_pre is None else next_pre - log.newest.pre
        return Because({"rise": rise}, message_id="H2.next") if rise >= RAISED_BY else None
    if log.context.bad_morning_attributed:
        is_first = carry == RAISED_BY and not bad_morning_again(log)
        return Because({"carry": carry}) if is_first else None
    return Because({"carry": carry}, message_id="H2.shared") if carry >= RAISED_BY else None


def no_morning(log: ExerciseHistory) -> Because | None:
    """No answer for the morning after."""
    if log.newest.carry is not None:
        return None
    if log.newest.morning_word == "worse":
        return Because(message_id="H3.worse")
    is_early = log.context.days_since_last_session == 0
    return Because(message_id="H3.early" if is_early else "")


def not_all_done(log: ExerciseHistory) -> Because | None:
    """Partly done, not because of pain."""
    newest = log.newest
    return Because() if newest.status == "partial" and newest.stop_reason != "pain" else None


def felt_hard(log: ExerciseHistory) -> Because | None:
    """It felt hard."""
    return Because() if log.newest.effort == "hard" else None


def answers_differ(log: ExerciseHistory) -> Because | None:
    """Two answers that cannot both be right: the careful one counts."""
    if not log.newest.is_contradictory:
        return None
    is_worse = log.newest.morning_word == "worse"
    return Because(message_id="H6.worse" if is_worse else "")


def creeping_green(log: ExerciseHistory) -> Because | None:
    """As R5, with the newest at 3 or less."""
    if not log.is_creeping or log.newest.felt > COMFORTABLE_TO:
        return None
    first, second, third = (log.exposures[place].felt for place in log.last_three)
    return Because({"first": first, "second": second, "third": third}, log.last_three)


def sharp_low(log: ExerciseHistory) -> Because | None:
    """Sharp at 3 or less."""
    newest = log.newest
    return Because() if newest.quality == "sharp" and newest.felt < STOP_SHARP_AT else None


def high_start(log: ExerciseHistory) -> Because | None:
    """Begun at 4 or more, unless P2 lifts it."""
    pre = log.newest.pre
    return Because({"pre": pre}) if pre >= AMBER_FROM and not log.steady_four else None


HOLD_RULES = (
    Rule(
        "H1",
        Verdict.HOLD,
        amber,
        Row(
            _(
                "Between {AMBER_FROM} and {AMBER_TO}, at worst, during it or in the quarter hour"
                " after; unless P2 applies."
            ),
            strength=Strength.PRACTICE,
            numbers={"worst": AMBER_FROM},
        ),
        needs=Sign.NUMBER,
    ),
    Rule(
        "H1a",
        Verdict.HOLD,
        high_after,
        Row(_("{STOP_AT} or more in the quarter hour after."), numbers={"after": STOP_AT}),
        needs=Sign.NUMBER,
    ),
    Rule(
        "H1s",
        Verdict.HOLD,
        left_out_for_pain,
        Row(_("It was left out for discomfort.")),
        needs=Sign.UNFINISHED,
    ),
    Rule(
        "H2",
        Verdict.HOLD,
        raised_morning,
        Row(
            _(
                "A morning {RAISED_BY} above usual that is put down to it, where R4 does not"
                " apply; or {RAISED_BY} or more above usual and not put down to it; or no answer"
                " for the morning, and the next session began {RAISED_BY} or more above this one."
            ),
            ("ostelo-2008", "suzuki-2020"),
            Strength.GOOD,
            numbers={"carry": RAISED_BY},
        ),
        needs=Sign.MORNING,
    ),
    Rule(
        "H3",
        Verdict.HOLD,
        no_morning,
        Row(_("The morning after has no answer.")),
        needs=Sign.MORNING,
    ),
    Rule(
        "H4",
        Verdict.HOLD,
        not_all_done,
        Row(
            _("It was partly done, for a reason other than discomfort."),
            ("acsm-2009", "baechle-2008"),
            Strength.FAIR,
        ),
        needs=Sign.UNFINISHED,
    ),
    Rule(
        "H5",
        Verdict.HOLD,
        felt_hard,
        Row(_("It felt hard."), ("acsm-2009", "baechle-2008"), Strength.FAIR),
        needs=Sign.AROUND,
    ),
    Rule(
        "H6",
        Verdict.HOLD,
        answers_differ,
        Row(
            _(
                "Answers that do not fit together: a “better” morning {RAISED_BY} or more above"
                " usual, any “worse” morning, done but stopped for discomfort, or sharp at 0."
            )
        ),
        needs=Sign.FEELING | Sign.UNFINISHED | Sign.MORNING,
    ),
    Rule(
        "H7",
        Verdict.HOLD,
        creeping_green,
        Row(
            _("As R5, but now at {COMFORTABLE_TO} or less."),
            ("silbernagel-2007",),
            Strength.FAIR,
            numbers={"first": 1, "second": 2, "third": COMFORTABLE_TO},
        ),
        needs=Sign.CREEPING,
    ),
    Rule(
        "H9",
        Verdict.HOLD,
        too_much_in_a_day,
        Row(
            _(
                "{SESSIONS_TOO_MANY} or more sessions on that day, or more than {DAY_VOLUME}"
                " times what was planned."
            ),
            then=_("The day counts as one session, with its highest numbers."),
        ),
        needs=Sign.AROUND,
    ),
    Rule(
        "H10",
        Verdict.HOLD,
        gentle_day,
        Row(_("A gentle, lighter or mobility session, or after “Make it easier”.")),
        needs=Sign.AROUND,
    ),
    Rule(
        "H11",
        Verdict.HOLD,
        sharp_low,
        Row(_("It felt sharp, below {STOP_SHARP_AT}."), then=_("With an eye on the form cue.")),
        needs=Sign.FEELING,
    ),
    Rule(
        "H12",
        Verdict.HOLD,
        high_start,
        Row(
            _("The session began at {AMBER_FROM} or more; unless P2 applies."),
            numbers={"pre": AMBER_FROM},
        ),
        needs=Sign.NUMBER,
    ),
    Rule(
        "A1",
        Verdict.HOLD,
        six_weeks_unchanged,
        Row(
            _(
                "Over {ADVICE_WEEKS} weeks the numbers at the start averaged {ADVICE_FROM} or"
                " more, and dropped by less than {NOTICED_POINTS} points and less than"
                " {NOTICED_SHARE:.0%}."
            ),
            ("ostelo-2008", "suzuki-2020"),
            Strength.GOOD,
            _("With advice to see a professional; the plan goes on."),
            {"weeks": ADVICE_WEEKS},
        ),
        needs=Sign.AROUND,
    ),
    Rule(
        "H8",
        Verdict.HOLD,
        not_yet,
        Row(
            _(
                "Fewer than {CLEAN_SESSIONS} clean sessions in a row at this dose, unless P2"
                " applies; or it went up fewer than {WEEK_DAYS} days ago; or it is a strength"
                " exercise and {OTHERS_A_WEEK} others went up in the last {WEEK_DAYS} days."
            ),
            ("acsm-2009", "baechle-2008"),
            Strength.FAIR,
        ),
    ),
)
