"""Rules that keep the dose: G1, H0 to H12 and A1."""

from __future__ import annotations

from routines.progression.rules.history import ExerciseHistory
from routines.progression.rules.progress import at_goal
from routines.progression.rules.regress import bad_morning_again, days_off
from routines.progression.rules.rule import Because, Strength, after
from routines.progression.rules.rule import gettext_noop as _
from routines.progression.rules.thresholds import (
    ADVICE_WEEKS,
    AMBER_FROM,
    AMBER_TO,
    COMFORTABLE_TO,
    DAY_VOLUME,
    GAP_FROM_DAYS,
    OTHERS_A_WEEK,
    RAISED_BY,
    SESSIONS_TOO_MANY,
    STEP_GAP_DAYS,
    STOP_AT,
    STOP_SHARP_AT,
    WEEK_DAYS,
)
from routines.vocabulary import Effort, MorningWord, Quality, Status, StopReason, Verdict


@after(
    "G1",
    Verdict.HOLD,
    when=_("{GAP_FROM_DAYS} days off or more, but fewer than {STEP_GAP_DAYS}."),
    is_for_gap=True,
    says={"": _("{days} days off, so the same dose again to begin with.")},
    example={"days": GAP_FROM_DAYS},
)
def week_off(history: ExerciseHistory) -> Because | None:
    """8 to 13 days off."""
    return days_off(history, GAP_FROM_DAYS, STEP_GAP_DAYS)


@after(
    "H1",
    Verdict.HOLD,
    when=_(
        "Between {AMBER_FROM} and {AMBER_TO}, at worst, during it or in the quarter hour"
        " after; unless P2 applies."
    ),
    strength=Strength.PRACTICE,
    says={"": _("{worst} is fine to work with. We repeat before adding.")},
    example={"worst": AMBER_FROM},
)
def amber(history: ExerciseHistory) -> Because | None:
    """Worst 4 or 5, unless P2 lifts it."""
    worst = history.newest.worst
    is_amber = AMBER_FROM <= worst <= AMBER_TO
    return Because.of(worst=worst) if is_amber and not history.steady_four else None


@after(
    "H1a",
    Verdict.HOLD,
    when=_("{STOP_AT} or more in the quarter hour after."),
    says={"": _("{after} soon afterwards is a good deal, so the same dose again.")},
    example={"after": STOP_AT},
)
def high_after(history: ExerciseHistory) -> Because | None:
    """6 or more in the quarter hour after."""
    number = history.newest.after or 0
    return Because.of(after=number) if number >= STOP_AT else None


@after(
    "H1s",
    Verdict.HOLD,
    when=_("It was left out for discomfort."),
    says={"": _("{exercise} was left out for discomfort, so the same dose waits for you.")},
)
def left_out_for_pain(history: ExerciseHistory) -> Because | None:
    """Left out because of pain."""
    return Because() if history.newest.is_pain_skip else None


@after(
    "H2",
    Verdict.HOLD,
    when=_(
        "A morning {RAISED_BY} above usual that is put down to it, where R4 does not"
        " apply; or {RAISED_BY} or more above usual and not put down to it; or no answer"
        " for the morning, and the next session began {RAISED_BY} or more above this one."
    ),
    basis=("ostelo-2008", "suzuki-2020"),
    strength=Strength.GOOD,
    says={
        "": _("The next morning was {carry} above your usual, so the same again."),
        "H2.shared": _(
            "The next morning was {carry} above your usual, and nothing points to this exercise,"
            " so it stays the same."
        ),
        "H2.next": _("You began {rise} higher than last time, so the same again."),
    },
    example={"carry": RAISED_BY},
)
def raised_morning(history: ExerciseHistory) -> Because | None:
    """A morning 2 above usual that does not ease the dose, or a worse next start.

    Attributed carry 2 without R4; or carry 2 or more not attributed; or no
    morning answer and the next session begins 2 or more above this one.
    """
    carry = history.newest.carry
    if carry is None:
        next_pre = history.context.next_pre
        rise = 0 if next_pre is None else next_pre - history.newest.pre
        return Because.of("H2.next", rise=rise) if rise >= RAISED_BY else None
    if history.context.bad_morning_attributed:
        is_first = carry == RAISED_BY and not bad_morning_again(history)
        return Because.of(carry=carry) if is_first else None
    return Because.of("H2.shared", carry=carry) if carry >= RAISED_BY else None


@after(
    "H3",
    Verdict.HOLD,
    when=_("The morning after has no answer."),
    says={
        "": _("No answer for the morning after, so the same again."),
        "H3.worse": _("The next morning was worse, but got no number, so the same again."),
        "H3.early": _("The morning after has not come yet, so the same again."),
    },
)
def no_morning(history: ExerciseHistory) -> Because | None:
    """No number for the morning after, nor a quiet word."""
    if history.newest.carry is not None:
        return None
    if history.newest.morning_word == MorningWord.WORSE:
        return Because(says="H3.worse")
    is_early = history.context.days_since_last_session == 0
    return Because(says="H3.early" if is_early else "")


@after(
    "H4",
    Verdict.HOLD,
    when=_("It was partly done, for a reason other than discomfort."),
    basis=("acsm-2009", "baechle-2008"),
    strength=Strength.FAIR,
    says={"": _("{exercise} was not quite finished, so the same again.")},
)
def not_all_done(history: ExerciseHistory) -> Because | None:
    """Partly done, not because of pain."""
    newest = history.newest
    return (
        Because()
        if newest.status == Status.PARTIAL and newest.stop_reason != StopReason.PAIN
        else None
    )


@after(
    "H5",
    Verdict.HOLD,
    when=_("It felt hard."),
    basis=("acsm-2009", "baechle-2008"),
    strength=Strength.FAIR,
    says={"": _("{exercise} felt hard, so the same again.")},
)
def felt_hard(history: ExerciseHistory) -> Because | None:
    """It felt hard."""
    return Because() if history.newest.effort == Effort.HARD else None


@after(
    "H6",
    Verdict.HOLD,
    when=_(
        "Answers that do not fit together: a “better” morning {RAISED_BY} or more above"
        " usual, any “worse” morning, done but stopped for discomfort, or sharp at 0."
    ),
    says={
        "": _("Your answers differ, so we use the careful one."),
        "H6.worse": _("You said that the next morning was worse, so the same again."),
    },
)
def answers_differ(history: ExerciseHistory) -> Because | None:
    """Two answers that cannot both be right: the careful one counts."""
    if not history.newest.is_contradictory:
        return None
    is_worse = history.newest.morning_word == MorningWord.WORSE
    return Because(says="H6.worse" if is_worse else "")


@after(
    "H7",
    Verdict.HOLD,
    when=_("As R5, but now at {COMFORTABLE_TO} or less."),
    basis=("silbernagel-2007",),
    strength=Strength.FAIR,
    says={"": _("{first}, {second}, {third} over three sessions, so we repeat.")},
    example={"first": 1, "second": 2, "third": COMFORTABLE_TO},
)
def creeping_green(history: ExerciseHistory) -> Because | None:
    """As R5, with the newest at 3 or less."""
    if not history.is_creeping or history.newest.felt > COMFORTABLE_TO:
        return None
    first, second, third = (history.exposures[place].felt for place in history.last_three)
    return Because.of(used=history.last_three, first=first, second=second, third=third)


@after(
    "H9",
    Verdict.HOLD,
    when=_(
        "{SESSIONS_TOO_MANY} or more sessions on that day, or more than {DAY_VOLUME}"
        " times what was planned."
    ),
    then=_("The day counts as one session, with its highest numbers."),
    says={
        "": _("Two sessions that day, so the same again."),
        "H9.volume": _("That was a lot for one day, so the same again."),
    },
)
def too_much_in_a_day(history: ExerciseHistory) -> Because | None:
    """Two sessions on that day, or over one and a half times the planned volume."""
    if history.context.sessions_same_day >= SESSIONS_TOO_MANY:
        return Because()
    is_much = history.context.volume_ratio > DAY_VOLUME
    return Because(says="H9.volume") if is_much else None


@after(
    "H10",
    Verdict.HOLD,
    when=_("A gentle, lighter or mobility session, or after “Make it easier”."),
    says={"": _("A gentle day changes nothing.")},
)
def gentle_day(history: ExerciseHistory) -> Because | None:
    """A gentle, light or mobility session does not count for progress."""
    return None if history.newest.counted else Because()


@after(
    "H11",
    Verdict.HOLD,
    when=_("It felt sharp, below {STOP_SHARP_AT}."),
    then=_("With an eye on the form cue."),
    says={"": _("{exercise} felt sharp, so the same dose with an eye on the form cue.")},
)
def sharp_low(history: ExerciseHistory) -> Because | None:
    """Sharp at 3 or less."""
    newest = history.newest
    return Because() if newest.quality == Quality.SHARP and newest.felt < STOP_SHARP_AT else None


@after(
    "H12",
    Verdict.HOLD,
    when=_("The session began at {AMBER_FROM} or more; unless P2 applies."),
    says={"": _("You began at {pre}, so we repeat before adding.")},
    example={"pre": AMBER_FROM},
)
def high_start(history: ExerciseHistory) -> Because | None:
    """Begun at 4 or more, unless P2 lifts it."""
    pre = history.newest.pre
    return Because.of(pre=pre) if pre >= AMBER_FROM and not history.steady_four else None


@after(
    "A1",
    Verdict.HOLD,
    when=_(
        "Over {ADVICE_WEEKS} weeks the numbers at the start averaged {ADVICE_FROM} or"
        " more, and dropped by less than {NOTICED_POINTS} points and less than"
        " {NOTICED_SHARE:.0%}."
    ),
    then=_("With advice to see a professional; the plan goes on."),
    basis=("ostelo-2008", "suzuki-2020"),
    strength=Strength.GOOD,
    is_advice=True,
    says={
        "": _(
            "Little change in six weeks, so nothing is added. A GP or physiotherapist could help."
        )
    },
    example={"weeks": ADVICE_WEEKS},
)
def six_weeks_unchanged(history: ExerciseHistory) -> Because | None:
    """Six weeks without a meaningful change."""
    weeks = history.context.weeks_without_change
    return Because.of(weeks=weeks) if weeks >= ADVICE_WEEKS else None


@after(
    "H8",
    Verdict.HOLD,
    when=_(
        "Fewer than {CLEAN_SESSIONS} clean sessions in a row at this dose, unless P2"
        " applies; or it went up fewer than {WEEK_DAYS} days ago; or it is a strength"
        " exercise and {OTHERS_A_WEEK} others went up in the last {WEEK_DAYS} days."
    ),
    basis=("acsm-2009", "baechle-2008"),
    strength=Strength.FAIR,
    says={
        "": _("One more good session at this dose and it can move up."),
        "H8.two": _("Two good sessions in a row at this dose and it can move up."),
        "H8.goal": _("One more good session at this dose and you are where you wanted to be."),
        "H8.today": _("This moved up today, so it stays for a week."),
        "H8.yesterday": _("This moved up yesterday, so it stays for a week."),
        "H8.week": _("This moved up {days} days ago, so it stays for a week."),
        "H8.others": _("Two other strength exercises moved up this week, so this one waits."),
        "H8.reached": _("You are where you wanted to be, so this stays for now."),
    },
)
def not_yet(history: ExerciseHistory) -> Because | None:
    """Fewer than two clean in a row at this dose (unless P2 lifts it), or too soon.

    Too soon: stepped up under 7 days ago, or a strength exercise when two
    others stepped up this week.
    """
    context, newest = history.context, history.newest
    days = context.days_since_progressed
    if days < WEEK_DAYS:
        says = {0: "H8.today", 1: "H8.yesterday"}.get(days, "H8.week")
        return Because.of(says, days=days)
    if history.clean_pair or history.steady_four or not newest.counted:
        waits = context.strength and context.others_progressed_this_week >= OTHERS_A_WEEK
        is_reached = newest.counted and at_goal(history)
        return Because(says="H8.reached" if is_reached else "H8.others") if waits else None
    if not (newest.is_comfortable and newest.is_settled):
        return Because(says="H8.two")
    return Because(says="H8.goal" if at_goal(history) else "")


@after(
    "H0",
    Verdict.HOLD,
    when=_("Nothing is logged yet."),
    then=_("Only the red-flag answers are looked at."),
    says={"": _("Nothing logged yet, so we begin with the first dose.")},
)
def nothing_logged(history: ExerciseHistory) -> Because | None:
    """No exposure at all. `decide` asks it first: no other rule but those of flags could look."""
    return None if history.exposures else Because()


@after(
    "H8n",
    Verdict.HOLD,
    when=_("It was left out for a reason other than discomfort."),
    then=_("Only the red-flag answers and the days off are looked at."),
    says={"": _("{exercise} was left out this time, so nothing changes.")},
)
def left_out(history: ExerciseHistory) -> Because | None:
    """Left out for another reason than pain. `decide` asks it before the rules of answers."""
    return Because() if history.newest.is_neutral_skip else None
