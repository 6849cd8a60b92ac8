"""Every rule on one exercise, and the lists of ids that follow from what the rules say."""

from __future__ import annotations

from routines.progression.rules import hold, progress, regress, stop, swap
from routines.progression.rules.rule import AfterRule, rules_of
from routines.vocabulary import Flag, Verdict

# In the order of the published table.
AFTER = rules_of(AfterRule, stop, swap, regress, hold, progress)

FLAG_RULES = tuple(rule for rule in AFTER if rule.flags)
GAP_RULES = tuple(rule for rule in AFTER if rule.is_for_gap)
# `decide` asks these three by themselves.
ASKED_APART = (swap.already_easiest, hold.nothing_logged, hold.left_out)
ANSWER_RULES = tuple(rule for rule in AFTER if rule not in ASKED_APART)

# A lock for red flags, and the flags that it is for.
FLAGS_OF_LOCK: dict[str, frozenset[Flag]] = {rule.id: rule.flags for rule in FLAG_RULES}
# Those that pause the whole plan.
LOCKS = tuple(rule for rule in AFTER if rule.is_lock)
# Easing or swapping for pain, which T5 counts.
PAIN_RULES = frozenset(rule.id for rule in AFTER if rule.is_for_pain)
# What a gentle move itself brought on; its number is that of the day.
BROUGHT_ON = frozenset(rule.id for rule in AFTER if rule.is_brought_on)
# Days off that ease the dose; one gap is eased for once.
GAP_EASINGS = frozenset(rule.id for rule in GAP_RULES if rule.result == Verdict.REGRESS)
