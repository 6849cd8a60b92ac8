"""Rules that keep the dose: H1 to H12 and A1 (PROGRESSION 5)."""

from __future__ import annotations

from routines.progression.log import Log, is_comfortable
from routines.progression.progress_rules import at_goal
from routines.progression.regress_rules import bad_morning_again
from routines.progression.rule import Because, Rule
from routines.progression.values import Context, Verdict


def amber(log: Log) -> Because | None:
    """Worst 4 or 5, unless P2 lifts it. Basis: traffic-light practice."""
    worst = log.newest.worst
    return Because({"worst": worst}) if worst in (4, 5) and not log.steady_four else None


def high_after(log: Log) -> Because | None:
    """6 or more in the quarter hour after."""
    after = log.newest.after or 0
    return Because({"after": after}) if after >= 6 else None


def left_out_for_pain(log: Log) -> Because | None:
    """Left out because of pain."""
    return Because() if log.newest.is_pain_skip else None


def raised_morning(log: Log) -> Because | None:
    """A morning 2 above usual that does not ease the dose, or a worse next start.

    Attributed carry 2 without R4; or carry 2 or more not attributed; or no
    morning answer and the next session begins 2 or more above this one.
    Basis: Ostelo 2008.
    """
    carry = log.newest.carry
    if carry is None:
        next_pre = log.context.next_pre
        rise = 0 if next_pre is None else next_pre - log.newest.pre
        return Because({"rise": rise}, message_id="H2.next") if rise >= 2 else None
    if log.context.bad_morning_attributed:
        return Because({"carry": carry}) if carry == 2 and not bad_morning_again(log) else None
    return Because({"carry": carry}, message_id="H2.shared") if carry >= 2 else None


def no_morning(log: Log) -> Because | None:
    """No answer for the morning after."""
    if log.newest.carry is not None:
        return None
    is_early = log.context.days_since_last_session == 0
    return Because(message_id="H3.early" if is_early else "")


def not_all_done(log: Log) -> Because | None:
    """Partly done, not because of pain. Basis: the two-for-two convention."""
    newest = log.newest
    return Because() if newest.status == "partial" and newest.stop_reason != "pain" else None


def felt_hard(log: Log) -> Because | None:
    """It felt hard. Basis: the two-for-two convention."""
    return Because() if log.newest.effort == "hard" else None


def answers_differ(log: Log) -> Because | None:
    """Two answers that cannot both be right: the careful one counts."""
    return Because() if log.newest.is_contradictory else None


def creeping_green(log: Log) -> Because | None:
    """As R5, with the newest at 3 or less. Basis: Silbernagel 2007."""
    if not log.is_creeping or log.newest.felt > 3:
        return None
    first, second, third = (log.exposures[place].felt for place in log.last_three)
    return Because({"first": first, "second": second, "third": third}, log.last_three)


def not_yet(log: Log) -> Because | None:
    """Fewer than two clean in a row at this dose (unless P2 lifts it), or too soon.

    Too soon: stepped up under 7 days ago, or a strength exercise when two
    others stepped up this week. Basis: the two-for-two convention.
    """
    context = log.context
    if context.days_since_progressed < 7:
        return Because({"days": context.days_since_progressed}, message_id=_since_step_up(context))
    if context.strength and context.others_progressed_this_week >= 2:
        return Because(message_id="H8.others")
    if not log.newest.counted or log.clean_pair or log.steady_four:
        return None
    if not log.streak(is_comfortable, 1):
        return Because(message_id="H8.two")
    return Because(message_id="H8.goal") if at_goal(log) else Because()


def _since_step_up(context: Context) -> str:
    return {0: "H8.today", 1: "H8.yesterday"}.get(context.days_since_progressed, "H8.week")


def too_much_in_a_day(log: Log) -> Because | None:
    """Two sessions on that day, or over one and a half times the planned volume."""
    context = log.context
    return Because() if context.sessions_same_day >= 2 or context.volume_ratio > 1.5 else None


def gentle_day(log: Log) -> Because | None:
    """A gentle, light or mobility session does not count for progress."""
    return None if log.newest.counted else Because()


def sharp_low(log: Log) -> Because | None:
    """Sharp at 3 or less."""
    newest = log.newest
    return Because() if newest.quality == "sharp" and newest.felt <= 3 else None


def high_start(log: Log) -> Because | None:
    """Begun at 4 or more, unless P2 lifts it."""
    pre = log.newest.pre
    return Because({"pre": pre}) if pre >= 4 and not log.steady_four else None


def six_weeks_unchanged(log: Log) -> Because | None:
    """Six weeks without a meaningful change. Basis: Ostelo 2008; NHS."""
    weeks = log.context.weeks_without_change
    return Because({"weeks": weeks}) if weeks >= 6 else None


HOLD_RULES = (
    Rule("H1", Verdict.HOLD, amber),
    Rule("H1a", Verdict.HOLD, high_after),
    Rule("H1s", Verdict.HOLD, left_out_for_pain),
    Rule("H2", Verdict.HOLD, raised_morning),
    Rule("H3", Verdict.HOLD, no_morning),
    Rule("H4", Verdict.HOLD, not_all_done),
    Rule("H5", Verdict.HOLD, felt_hard),
    Rule("H6", Verdict.HOLD, answers_differ),
    Rule("H7", Verdict.HOLD, creeping_green),
    Rule("H9", Verdict.HOLD, too_much_in_a_day),
    Rule("H10", Verdict.HOLD, gentle_day),
    Rule("H11", Verdict.HOLD, sharp_low),
    Rule("H12", Verdict.HOLD, high_start),
    Rule("A1", Verdict.HOLD, six_weeks_unchanged),
    Rule("H8", Verdict.HOLD, not_yet),
)
