"""What holds on every history: two thousand random ones for each property."""

from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from routines.progression import (
    ExerciseContext,
    Exposure,
    GateContext,
    LadderPlace,
    decide,
    destination,
    gate,
)
from routines.progression.published.sentences import DECISION_SENTENCES, GATE_SENTENCES, sentence
from routines.vocabulary import EMERGENCY_FLAGS, URGENT_FLAGS, Action, Verdict

HISTORIES = settings(max_examples=20 * settings.default.max_examples)

# Around the thresholds, where rules meet, far more often than chance would.
numbers = st.sampled_from([*range(11), 0, 1, 2, 3, 3, 4, 4, 5, 5, 6])


def mostly(usual, *others):
    """The usual value four times out of five; drawn at once, because much is drawn."""
    return st.sampled_from([usual] * 4 * len(others) + list(others))


exposures = st.builds(
    Exposure,
    pre=numbers,
    during=numbers,
    after=st.none() | numbers,
    morning=st.none() | numbers,
    morning_word=st.sampled_from([None, None, None, "better", "same", "worse"]),
    status=mostly("done", "partial", "skipped"),
    fraction=mostly(1.0, 0.0, 0.4, 0.5, 0.89, 0.9),
    stop_reason=mostly(None, "pain", "time", "too_hard", "equipment", "other"),
    quality=mostly("none", "stretch", "ache", "sore", "sharp"),
    spread=mostly("none", "closer", "further"),
    spread_next_morning=mostly(False, True),
    neuro=mostly("none", "positional", "persistent"),
    effort=mostly("ok", "easy", "hard"),
    dose=mostly(1, 2),
    counted=mostly(True, False),
    usual_morning=numbers,
)


@st.composite
def steady_histories(draw):
    """One exposure said over and over with small changes: where streaks are."""
    pattern = draw(exposures)
    changes = st.fixed_dictionaries(
        {},
        optional={
            "pre": numbers,
            "during": numbers,
            "after": st.none() | numbers,
            "morning": st.none() | numbers,
            "counted": st.booleans(),
        },
    )
    return [replace(pattern, **draw(changes)) for _ in range(draw(st.integers(1, 7)))]


@st.composite
def calm_histories(draw):
    """Finished sessions about one number with settled mornings: where steps up are."""
    level = draw(st.sampled_from([3, 3, 2, 4]))
    middling = st.sampled_from([level, level, level, level + 1])
    calm = []
    for _ in range(draw(st.integers(2, 6))):
        pre = draw(middling)
        calm.append(
            Exposure(
                pre=pre,
                during=draw(middling),
                after=draw(st.sampled_from([None, level, level + 1])),
                morning=draw(st.sampled_from([pre, pre, pre + 1, None])),
                effort=draw(mostly("ok", "easy")),
            )
        )
    return calm


histories = st.lists(exposures, min_size=1, max_size=7) | steady_histories() | calm_histories()


@st.composite
def contexts(draw):
    max_step = draw(st.integers(0, 3))
    variants = draw(st.integers(1, 5))
    return ExerciseContext(
        flags=draw(mostly(frozenset(), frozenset({"chest_pain"}), frozenset({"weight_loss"}))),
        days_since_last_session=draw(mostly(2, 0, 7, 8, 13, 14, 27, 28, 55, 56, 400)),
        days_since_progressed=draw(mostly(99, 0, 6, 7)),
        bad_morning_attributed=draw(st.booleans()),
        step=draw(st.integers(0, max_step)),
        max_step=max_step,
        variant=draw(st.integers(0, variants - 1)),
        variants=variants,
        strength=draw(st.booleans()),
        others_progressed_this_week=draw(mostly(0, 1, 2)),
        sessions_same_day=draw(mostly(1, 2)),
        volume_ratio=draw(mostly(1.0, 1.5, 1.6)),
        other_directions_spread=draw(mostly(0, 1)),
        same_direction_red=draw(mostly(0, 1, 2)),
        weeks_without_change=draw(mostly(0, 6)),
        next_pre=draw(st.none() | numbers),
    )


@HISTORIES
@given(histories, contexts())
def test_the_same_history_gives_the_same_decision_with_a_reason(history, context):
    decision = decide(history, context)
    assert decide(list(history), context) == decision
    for message in (decision.reason, *decision.others):
        assert sentence(message, DECISION_SENTENCES)
    assert set(decision.used) <= set(range(len(history)))


WORSE = {
    "during": lambda e: replace(e, during=min(e.during + 1, 10)),
    "after": lambda e: replace(e, after=min((e.after or 0) + 1, 10)),
    "morning": lambda e: e if e.morning is None else replace(e, morning=min(e.morning + 1, 10)),
    "sharp": lambda e: replace(e, quality="sharp"),
    "spread further": lambda e: replace(e, spread="further"),
    "a nerve sign that stays": lambda e: replace(e, neuro="persistent"),
    "hard": lambda e: replace(e, effort="hard"),
}


@HISTORIES
@given(histories, contexts(), st.sampled_from(sorted(WORSE)))
def test_a_worse_newest_answer_never_gives_a_less_cautious_decision(history, context, how):
    newest = history[-1]
    if newest.is_neutral_skip:
        return
    before = decide(history, context)
    after = decide([*history[:-1], WORSE[how](newest)], context)
    assert after.verdict.caution <= before.verdict.caution


@HISTORIES
@given(calm_histories(), st.sampled_from(["during", "after", "morning"]))
@example([Exposure(pre=3, during=3, after=4, morning=3)] * 4, "during")
def test_a_worse_number_never_unlocks_a_step_in_a_calm_run(history, how):
    """Where streaks are dense: P2 must not be reached by a number that got worse."""
    before = decide(history, ExerciseContext())
    after = decide([*history[:-1], WORSE[how](history[-1])], ExerciseContext())
    assert after.verdict.caution <= before.verdict.caution


@HISTORIES
@given(histories, contexts(), st.sampled_from(sorted(EMERGENCY_FLAGS)))
def test_an_emergency_flag_always_gives_emergency(history, context, flag):
    flagged = replace(context, flags=context.flags | {flag})
    assert decide(history, flagged).verdict == Verdict.EMERGENCY
    assert gate(GateContext(flags=flagged.flags)).result == "EMERGENCY"


@HISTORIES
@given(histories, contexts())
def test_progress_comes_only_after_a_finished_quiet_session(history, context):
    newest = history[-1]
    if decide(history, context).verdict not in (Verdict.PROGRESS, Verdict.MAINTAIN):
        return
    assert newest.felt < 6
    assert newest.carry is not None
    assert newest.carry <= 1
    assert newest.quality != "sharp"
    assert newest.neuro == "none"
    assert newest.spread != "further"
    assert newest.status == "done"
    assert newest.counted


@HISTORIES
@given(histories, contexts())
def test_every_action_leads_to_a_place_on_the_ladder(history, context):
    doses = tuple(
        context.max_step + 1 if variant == context.variant else 2
        for variant in range(context.variants)
    )
    before = LadderPlace(variant=context.variant, step=context.step)
    decision = decide(history, context)
    after = destination(decision.action, before, doses)
    if decision.verdict == Verdict.REGRESS:
        assert (after.variant, after.step) < (before.variant, before.step)
    elif decision.verdict == Verdict.PROGRESS:
        assert (after.variant, after.step) > (before.variant, before.step)
    else:
        assert after == before
    assert decision.action in Action


@HISTORIES
@given(
    st.builds(
        GateContext,
        pre=numbers,
        usual_morning=numbers,
        flags=st.frozensets(st.sampled_from(sorted(EMERGENCY_FLAGS | URGENT_FLAGS)), max_size=2),
        days_since_last_session=st.none() | st.integers(0, 400),
        days_since_strength=st.none() | st.integers(0, 400),
        screened_since=st.booleans(),
        locked=st.booleans(),
        strength_locked=st.booleans(),
    )
)
def test_the_gate_always_answers_and_a_worse_start_is_never_less_careful(check_in):
    order = ["T3", "D3", "D2"]
    answer = gate(check_in)
    assert answer.rules
    for message in (answer.reason, *answer.others):
        assert sentence(message, GATE_SENTENCES)
    worse = gate(replace(check_in, pre=min(check_in.pre + 1, 10)))
    pain_rows = [[order.index(r) for r in g.rules if r in order] for g in (answer, worse)]
    assert (pain_rows[1] or [9])[0] <= (pain_rows[0] or [9])[0]
