"""Rules that add a little, or say that the goal is reached: P1 to P4, M1."""

from __future__ import annotations

from routines.progression.rules.history import ExerciseHistory
from routines.progression.rules.rule import Because, Strength, after
from routines.progression.rules.rule import gettext_noop as _
from routines.progression.rules.thresholds import AMBER_FROM, EASY_STEPS, EASY_TO
from routines.progression.rules.values import ExerciseContext
from routines.vocabulary import Action, Effort, Verdict


def _ready(history: ExerciseHistory) -> tuple[int, ...]:
    return history.clean_pair or history.steady_four


def _at_last_dose(history: ExerciseHistory) -> bool:
    return history.context.step >= history.context.max_step


def at_goal(history: ExerciseHistory) -> bool:
    """At the last dose of the last variant that this person may use."""
    context = history.context
    return _at_last_dose(history) and context.variant >= context.variants - 1


def has_room_for_two(context: ExerciseContext) -> bool:
    """Whether two steps are left within the variant."""
    return context.max_step - context.step >= EASY_STEPS


@after(
    "P4",
    Verdict.PROGRESS,
    when=_("P1, with both sessions “easy” and at {EASY_TO} or less during and soon after."),
    then=_("{EASY_STEPS} steps within the variant, or one where only one is left."),
    action=Action.TWO_STEPS_UP,
    says={
        "": _("Easy twice with quiet mornings, so two steps up."),
        "P4.one": _("Easy twice with quiet mornings, so one step up, the last of this variant."),
    },
)
def two_easy(history: ExerciseHistory) -> Because | None:
    """P1, and both of its two easy with a worst of 1 or less."""
    if not history.clean_pair or _at_last_dose(history):
        return None
    pair = [history.exposures[place] for place in history.clean_pair]
    if any(exposure.effort != Effort.EASY or exposure.worst > EASY_TO for exposure in pair):
        return None
    says = "" if has_room_for_two(history.context) else "P4.one"
    return Because(used=history.clean_pair, says=says)


@after(
    "P3",
    Verdict.PROGRESS,
    when=_("P1 or P2 at the last dose of a variant."),
    then=_("To the first dose of the next variant."),
    action=Action.NEXT_VARIANT,
    says={
        "": _("Two comfortable sessions at the last dose, so on to the next variant."),
        "P3.steady": _("Steady at the last dose, so on to the next variant."),
    },
)
def ready_for_next_variant(history: ExerciseHistory) -> Because | None:
    """P1 or P2 at the last dose of the variant."""
    if not _ready(history) or not _at_last_dose(history) or at_goal(history):
        return None
    return Because(used=_ready(history), says="" if history.clean_pair else "P3.steady")


@after(
    "P1",
    Verdict.PROGRESS,
    when=_("{CLEAN_SESSIONS} clean sessions in a row at this dose."),
    then=_("One step."),
    basis=("acsm-2009", "baechle-2008", "thomee-1997"),
    strength=Strength.FAIR,
    says={"": _("Two comfortable sessions with quiet mornings, so a little more.")},
)
def two_clean(history: ExerciseHistory) -> Because | None:
    """Two clean in a row in the run."""
    if not history.clean_pair or at_goal(history):
        return None
    return Because(used=history.clean_pair)


@after(
    "P2",
    Verdict.PROGRESS,
    when=_(
        "{STEADY_SESSIONS} sessions in a row at this dose that were fine and settled, at"
        " most {AMBER_TO} throughout, at most {STEADY_WITHIN} above the start and at most"
        " {STEADY_WITHIN} above the first of them; at least one began at {AMBER_FROM} or"
        " more, or came to it before the newest."
    ),
    then=_("One step. It lifts H1, H12 and the first part of H8, and nothing else."),
    basis=("smith-2017",),
    says={
        "": _("Steady at {worst}, and this does not change it, so a little more."),
        "P2.range": _(
            "Between {low} and {high} four times running, and this does not change it, so a little"
            " more."
        ),
    },
    example={"worst": AMBER_FROM},
)
def four_steady(history: ExerciseHistory) -> Because | None:
    """Four steady in a row in the run."""
    if not history.steady_four or at_goal(history):
        return None
    felt = [history.exposures[place].felt for place in history.steady_four]
    low, high = min(felt), max(felt)
    if low == high:
        return Because.of(used=history.steady_four, worst=high)
    return Because.of("P2.range", used=history.steady_four, low=low, high=high)


@after(
    "M1",
    Verdict.MAINTAIN,
    when=_("P1 or P2 at the last dose of the last variant that this person may use."),
    says={"": _("You are where you wanted to be, so this stays.")},
)
def goal_reached(history: ExerciseHistory) -> Because | None:
    """P1 or P2 at the last dose of the last variant this person may use."""
    if not _ready(history) or not at_goal(history):
        return None
    return Because(used=_ready(history))
