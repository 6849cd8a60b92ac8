"""Rules that add a little, or say that the goal is reached: P1 to P4, M1."""

from __future__ import annotations

from routines.progression.rules.history import ExerciseHistory, Sign
from routines.progression.rules.reasons import gettext_noop as _
from routines.progression.rules.row import Row, Strength
from routines.progression.rules.rule import Because, Rule
from routines.progression.rules.thresholds import AMBER_FROM, EASY_STEPS, EASY_TO
from routines.progression.rules.values import ExerciseContext
from routines.vocabulary import Verdict


def _ready(log: ExerciseHistory) -> tuple[int, ...]:
    return log.clean_pair or log.steady_four


def _at_last_dose(log: ExerciseHistory) -> bool:
    return log.context.step >= log.context.max_step


def at_goal(log: ExerciseHistory) -> bool:
    """At the last dose of the last variant that this person may use."""
    return _at_last_dose(log) and log.context.variant >= log.context.variants - 1


def has_room_for_two(context: ExerciseContext) -> bool:
    """Whether two steps are left within the variant."""
    return context.max_step - context.step >= EASY_STEPS


def two_easy(log: ExerciseHistory) -> Because | None:
    """P1, and both of its two easy with a worst of 1 or less."""
    if not log.clean_pair or _at_last_dose(log):
        return None
    pair = [log.exposures[place] for place in log.clean_pair]
    if [one for one in pair if one.effort != "easy" or one.worst > EASY_TO]:
        return None
    return Because(
        used=log.clean_pair, message_id="" if has_room_for_two(log.context) else "P4.one"
    )


def two_clean(log: ExerciseHistory) -> Because | None:
    """Two clean in a row in the run."""
    if not log.clean_pair or at_goal(log):
        return None
    return Because(used=log.clean_pair)


def four_steady(log: ExerciseHistory) -> Because | None:
    """Four steady in a row in the run."""
    if not log.steady_four or at_goal(log):
        return None
    felt = [log.exposures[place].felt for place in log.steady_four]
    low, high = min(felt), max(felt)
    if low == high:
        return Because({"worst": high}, log.steady_four)
    return Because({"low": low, "high": high}, log.steady_four, "P2.range")


def ready_for_next_variant(log: ExerciseHistory) -> Because | None:
    """P1 or P2 at the last dose of the variant."""
    if not _ready(log) or not _at_last_dose(log) or at_goal(log):
        return None
    return Because(used=_ready(log), message_id="" if log.clean_pair else "P3.steady")


def goal_reached(log: ExerciseHistory) -> Because | None:
    """P1 or P2 at the last dose of the last variant this person may use."""
    if not _ready(log) or not at_goal(log):
        return None
    return Because(used=_ready(log))


PROGRESS_RULES = (
    Rule(
        "P4",
        Verdict.PROGRESS,
        two_easy,
        Row(
            _("P1, with both sessions “easy” and at {EASY_TO} or less during and soon after."),
            then=_("{EASY_STEPS} steps within the variant, or one where only one is left."),
        ),
        needs=Sign.CLEAN,
    ),
    Rule(
        "P3",
        Verdict.PROGRESS,
        ready_for_next_variant,
        Row(
            _("P1 or P2 at the last dose of a variant."),
            then=_("To the first dose of the next variant."),
        ),
        needs=Sign.READY,
    ),
    Rule(
        "P1",
        Verdict.PROGRESS,
        two_clean,
        Row(
            _("{CLEAN_SESSIONS} clean sessions in a row at this dose."),
            ("acsm-2009", "baechle-2008", "thomee-1997"),
            Strength.FAIR,
            _("One step."),
        ),
        needs=Sign.CLEAN,
    ),
    Rule(
        "P2",
        Verdict.PROGRESS,
        four_steady,
        Row(
            _(
                "{STEADY_SESSIONS} sessions in a row at this dose that were fine and settled, at"
                " most {AMBER_TO} throughout, at most {STEADY_WITHIN} above the start and at most"
                " {STEADY_WITHIN} above the first of them; at least one began at {AMBER_FROM} or"
                " more, or came to it before the newest."
            ),
            ("smith-2017",),
            then=_("One step. It lifts H1, H12 and the first part of H8, and nothing else."),
            numbers={"worst": AMBER_FROM},
        ),
        needs=Sign.STEADY,
    ),
    Rule(
        "M1",
        Verdict.MAINTAIN,
        goal_reached,
        Row(_("P1 or P2 at the last dose of the last variant that this person may use.")),
        needs=Sign.READY,
    ),
)
