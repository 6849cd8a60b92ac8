"""The plan explained in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from routines.coaching.plan_fit import FitChange
from routines.coaching.plan_reasons import HealthReason
from routines.coaching.plan_swaps import SwapChoice
from routines.models.labels import label_of
from routines.progression import Message
from routines.vocabulary import Area, Direction, Lack

# In the order of a list that leaves out what there is none of.
DIRECTIONS = (
    Direction.FLEXION,
    Direction.EXTENSION,
    Direction.MIXED,
    Direction.ROTATION,
    Direction.NEUTRAL,
)
# Sentences without a number in them.
PLAIN = {
    "aim": _("Every main exercise is on the list for your aim."),
    "stretches_first": _(
        "Stretches come before strength, so that the work comes when you are loose."
    ),
    "calm_end": _("Slow breathing closes it, so that you end calm."),
    "rest_days": _("A rest day lies between the sessions, so that your back can settle."),
    "side_by_side": _("Two of the days are next to each other; on the second, strength waits."),
    "no_stretch": _("Nothing in this session is a stretch."),
    "no_strength": _("Nothing in this session is for strength."),
    "no_bending": _("Nothing in this session bends your back forward."),
    "no_arching": _("Nothing in this session arches your back."),
    "would_no_stretch": _("Then nothing in this session is a stretch."),
    "would_no_strength": _("Then nothing in this session is for strength."),
    "would_no_bending": _("Then nothing in this session bends your back forward."),
    "would_no_arching": _("Then nothing in this session arches your back."),
    "week_no_stretch": _("Nothing in this week is a stretch."),
    "week_no_strength": _("Nothing in this week is for strength."),
    "week_no_bending": _("Nothing in this week bends your back forward."),
    "week_no_arching": _("Nothing in this week arches your back."),
}


def plan_sentence(message: Message) -> str:
    """One message about a session or a week, in one sentence."""
    if message.id in PLAIN:
        return str(PLAIN[message.id])
    return COUNTED[message.id](dict(message.numbers))


def lack_in_words(lack: Lack) -> str:
    """What a session would have none of."""
    return plan_sentence(Message.of(f"would_no_{lack}"))


def alike_in_words(choice: SwapChoice) -> str:
    """How an exercise is like the one whose place it would take, and how it is done."""
    variant = choice.dose.variant
    way = variant.get_direction_display()
    if choice.is_same_direction:
        way = gettext("{way}, too").format(way=way)
    parts = [way, *(str(label_of(Area(area))) for area in choice.areas)]
    if not choice.is_same_position:
        parts.append(variant.get_position_display())
    return " · ".join(parts)


def fit_in_words(change: FitChange) -> str:
    """What health changes of an exercise in the week, in a sentence or two."""
    name = change.exercise.name
    if change.dose is None:
        return gettext("Left out: {name}.").format(name=name)
    if change.stand_in is not None:
        return gettext("Left out: {name}; in its place: {other}.").format(
            name=name, other=change.stand_in.name
        )
    if change.dose.variant_id == change.was.variant_id:
        return gettext("{name}: now {dose}.").format(name=name, dose=change.dose.in_words())
    return gettext("{name}: now as {variant}.").format(name=name, variant=change.dose.variant.name)


def fits_in_words(changes: Iterable[FitChange]) -> str:
    """What health changes of the week, and that health is why."""
    sentences = dict.fromkeys(fit_in_words(change) for change in changes)
    return " ".join([gettext("So that your week suits your health:"), *sentences])


def health_in_words(reason: HealthReason) -> str:
    """Why exercises are left out, or done in a form that suits, in one sentence."""
    if reason.is_left_out:
        text = gettext("Left out for you: {names}, because you told us: {conditions}.")
    else:
        text = gettext("{names}: in a form that suits you, because you told us: {conditions}.")
    quote = gettext("“{condition}”")
    conditions = [quote.format(condition=label_of(condition)) for condition in reason.conditions]
    return text.format(names=", ".join(reason.names), conditions=", ".join(conditions))


def _aim_part(numbers: Mapping[str, int]) -> str:
    return ngettext(
        "{count} main exercise is on the list for your aim; the others are your own choice,"
        " or gentler moves that suit you.",
        "{count} main exercises are on the list for your aim; the others are your own choice,"
        " or gentler moves that suit you.",
        numbers["count"],
    ).format(count=numbers["count"])


def _kinds(numbers: Mapping[str, int]) -> str:
    stretches, strength = numbers["stretches"], numbers["strength"]
    first = ngettext("{count} stretches", "{count} stretch", stretches).format(count=stretches)
    second = ngettext("{count} is for strength", "{count} are for strength", strength).format(
        count=strength
    )
    return gettext("Of the main exercises {first} and {second}.").format(first=first, second=second)


def _ways(numbers: Mapping[str, int]) -> str:
    parts = [_way(way, numbers[way]) for way in DIRECTIONS if numbers.get(way)]
    return gettext("For your back: {parts}.").format(parts=", ".join(parts))


def _way(way: str, count: int) -> str:
    match way:
        case "flexion":
            words = ngettext("{count} bends it forward", "{count} bend it forward", count)
        case "extension":
            words = ngettext("{count} arches it", "{count} arch it", count)
        case "mixed":
            words = ngettext("{count} does both", "{count} do both", count)
        case "rotation":
            words = ngettext("{count} turns it", "{count} turn it", count)
        case _:
            words = ngettext("{count} keeps it level", "{count} keep it level", count)
    return words.format(count=count)


def _warm_first(numbers: Mapping[str, int]) -> str:
    return ngettext(
        "{count} easy move warms you up first.",
        "{count} easy moves warm you up first.",
        numbers["count"],
    ).format(count=numbers["count"])


def _few_changes(numbers: Mapping[str, int]) -> str:
    return ngettext(
        "You change position {count} time; no other order needs fewer.",
        "You change position {count} times; no other order needs fewer.",
        numbers["count"],
    ).format(count=numbers["count"])


def _changes(numbers: Mapping[str, int]) -> str:
    return ngettext(
        "You change position {count} time.",
        "You change position {count} times.",
        numbers["count"],
    ).format(count=numbers["count"])


def _times(numbers: Mapping[str, int]) -> str:
    return ngettext(
        "{exercises} main exercise.",
        "{exercises} main exercises, each at least {least}.",
        numbers["exercises"],
    ).format(exercises=numbers["exercises"], least=_times_a_week(numbers["least"]))


def _times_a_week(count: int) -> str:
    return ngettext("once a week", "{count} times a week", count).format(count=count)


COUNTED: dict[str, Callable[[Mapping[str, int]], str]] = {
    "aim_part": _aim_part,
    "kinds": _kinds,
    "ways": _ways,
    "warm_first": _warm_first,
    "few_changes": _few_changes,
    "changes": _changes,
    "times": _times,
}
