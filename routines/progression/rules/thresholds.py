"""Every number that a rule compares with, once, with its unit and its source.

The rules import these names and the published table fills its words with them
(`rule.in_words`), so that what is published is what is compared with. The type of each
is its unit. A source is a key of `published.sources`, or says that there is none:
`practice` where it is common among professionals, `design` where it is our choice.
"""

from __future__ import annotations

Points = int
"""How sore the back is, from 0 to 10, or the distance between two such numbers."""
Share = float
"""A part of a whole, from 0 to 1."""
Times = float
"""How many times what was planned."""
Count = int
"""How many: what of, the name says."""
Hours = int
Days = int
Weeks = int

# Where the row from 0 to 10 is cut: comfortable, amber, red, severe.

COMFORTABLE_TO: Points = 3
"""The most that is comfortable. Source: practice."""
AMBER_FROM: Points = 4
"""The least that is amber: fine to work with, not fine to add to. Source: practice."""
AMBER_TO: Points = 5
"""The most that is amber. Source: boonstra-2016, thomee-1997."""
STOP_AT: Points = 6
"""The least that is red: an exercise stops. Source: boonstra-2016, thomee-1997."""
SEVERE_FROM: Points = 8
"""The least that is severe: no exercises today. Source: boonstra-2016."""
STOP_SHARP_AT: Points = 4
"""The least at which a sharp feeling stops an exercise. Source: design."""
EASY_TO: Points = 1
"""The most at which an easy session may unlock two steps. Source: design."""
USUAL_HIGH_FROM: Points = 6
"""The usual morning from which on somebody could help. Source: design."""
ADVICE_FROM: Points = 4
"""The average start from which on a lack of change is worth advice. Source: design."""

# How far one number may stand above another.

SETTLED_WITHIN: Points = 1
"""The most that a settled morning stands above usual. Source: thomee-1997, silbernagel-2007."""
STEADY_WITHIN: Points = 1
"""The most that steady sessions differ from each other. Source: smith-2017."""
RAISED_BY: Points = 2
"""The least by which a morning is raised; one point is noise. Source: ostelo-2008, suzuki-2020."""
MUCH_RAISED_BY: Points = 3
"""The least by which a morning is bad whatever its number. Source: ostelo-2008."""
RISES_BY: Points = 2
"""The least by which a number crept up. Source: silbernagel-2007."""
WORSE_BY: Points = 2
"""The least by which a week is worse than the one before. Source: ostelo-2008."""
NOTICED_POINTS: Points = 2
"""The least drop that people notice. Source: ostelo-2008, suzuki-2020."""
NOTICED_SHARE: Share = 0.3
"""The same drop, as a part of the first number. Source: ostelo-2008, suzuki-2020."""

# How much of a dose, or of a day.

FINE_SHARE: Share = 0.9
"""The least of a dose that counts as done. Source: design."""
TOO_LITTLE_SHARE: Share = 0.5
"""Below it so little was done that the dose is too hard. Source: design."""
DAY_VOLUME: Times = 1.5
"""Above it a day was too much. Source: design."""
SESSIONS_TOO_MANY: Count = 2
"""The fewest sessions of a day that are too many. Source: design."""

# How many sessions, exercises or steps.

CLEAN_SESSIONS: Count = 2
"""Clean sessions in a row for a step up. Source: acsm-2009, baechle-2008."""
STEADY_SESSIONS: Count = 4
"""Steady sessions in a row for a step up. Source: design."""
TREND_SESSIONS: Count = 3
"""Sessions that make a trend. Source: design."""
TRIES_BEFORE: Count = 2
"""Earlier tries that are looked at for the same trouble. Source: design."""
RED_TOGETHER: Count = 2
"""Red exercises of a direction from which on all of it ease. Source: design."""
OTHERS_A_WEEK: Count = 2
"""Other strength exercises that may step up in a week. Source: acsm-2009, baechle-2008."""
EASY_STEPS: Count = 2
"""Steps up after two easy sessions. Source: design."""

# How long.

MORNING_HOURS: Hours = 96
"""The longest that a morning's answer counts after its session. Source: design."""
STRENGTH_APART_DAYS: Days = 2
"""The fewest days from one session with strength to the next. Source: garber-2011."""
WEEK_DAYS: Days = 7
"""How long what went up stays. Source: acsm-2009, baechle-2008."""
GAP_FROM_DAYS: Days = 8
"""Days off from which on the dose stays. Source: design."""
STEP_GAP_DAYS: Days = 14
"""Days off from which on the dose goes one step down. Source: caterisano-2019."""
HALF_GAP_DAYS: Days = 28
"""Days off from which on the dose goes half-way back. Source: caterisano-2019."""
RESTART_GAP_DAYS: Days = 56
"""Days off from which on the exercise starts again. Source: caterisano-2019."""
RESCREEN_AFTER_DAYS: Days = 28
"""Days off from which on the red-flag questions are asked again. Source: design."""
REST_DAYS: Days = 14
"""How long an exercise or a direction rests. Source: design."""
PAIN_DAYS: Days = 3
"""Session days eased for discomfort that pause strength. Source: design."""
PAIN_WITHIN_DAYS: Days = 14
"""Within how many days they must lie. Source: design."""
MORNINGS: Count = 7
"""Settled mornings that make the usual one. Source: design."""
SEVERE_DAYS: Days = 3
"""Severe days in a row that are worth advice. Source: boonstra-2016."""
USUAL_HIGH_DAYS: Days = 14
"""How long a usual morning is high until that is worth advice. Source: design."""
ADVICE_WEEKS: Weeks = 6
"""Weeks without a change that people notice. Source: ostelo-2008, suzuki-2020."""

THRESHOLDS: dict[str, float] = {
    name: number for name, number in globals().items() if name.isupper()
}

# No rule of doses reads this one, so it is not among those that are published.
Centimetres = int
REAL_CHANGE: Centimetres = 5
"""A smaller change of reach may be chance, even with the same person measuring: 4.5 cm in
Ekedahl 2012."""
