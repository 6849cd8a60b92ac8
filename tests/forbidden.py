"""What the library's own rows forbid, read from its files and from nothing else."""

from routines.library.schema import read_library

LIBRARY = {one.slug: one for one in read_library().exercises}


def faults(conditions, moves):
    """Which moves are forbidden; a move is the slugs of exercise and variant, and a hold."""
    found = []
    for exercise, variant, hold_seconds in moves:
        text = LIBRARY[exercise]
        only_for = next(one for one in text.variants if one.slug == variant).fields["only_for"]
        if only_for and not conditions & set(only_for):
            found.append((exercise, variant, "beside the ladder"))
        for condition in conditions & text.fields["precautions"].keys():
            row = text.fields["precautions"][condition]
            if row["allow"] is not None and variant not in row["allow"]:
                found.append((exercise, variant, condition))
            if hold_seconds > (row["longest_hold_seconds"] or hold_seconds):
                found.append((exercise, variant, condition, hold_seconds))
    return found


def moves_of(session):
    """The moves of a session."""
    rows = session.steps.in_order()
    return rows.values_list("exercise__slug", "dose__variant__slug", "dose__hold_seconds")


def moves_of_plan(items):
    """The moves of some items of a plan, as the person does them now."""
    rows = items.order_by("routine", "rank")
    prefix = "current__dose__variant"
    return rows.values_list(
        "current__exercise__slug", f"{prefix}__slug", "current__dose__hold_seconds"
    )
