"""Every number that a rule compares with, by name.

The rules import these names and the published table fills its conditions with
them (`row`), so that what is published is what is compared with. Numbers from
0 to 10 are how sore the back is; the others say in their name what they count.
"""

from __future__ import annotations

# Where the row from 0 to 10 is cut: comfortable, amber, red, severe.
COMFORTABLE_TO = 3
AMBER_FROM = 4
AMBER_TO = 5
STOP_AT = 6
SEVERE_FROM = 8
STOP_SHARP_AT = 4
EASY_TO = 1
USUAL_HIGH_FROM = 6
ADVICE_FROM = 4

# How far one number may stand above another.
SETTLED_WITHIN = 1
STEADY_WITHIN = 1
RAISED_BY = 2
MUCH_RAISED_BY = 3
RISES_BY = 2
WORSE_BY = 2
# A drop of 2 points or of 30 % is a change that people notice.
NOTICED_POINTS = 2
NOTICED_SHARE = 0.3

# How much of a dose, or of a day.
FINE_SHARE = 0.9
TOO_LITTLE_SHARE = 0.5
DAY_VOLUME = 1.5
SESSIONS_TOO_MANY = 2

# How many sessions, exercises or steps.
CLEAN_SESSIONS = 2
STEADY_SESSIONS = 4
TREND_SESSIONS = 3
TRIES_BEFORE = 2
RED_TOGETHER = 2
OTHERS_A_WEEK = 2
EASY_STEPS = 2

# How long.
MORNING_HOURS = 96
STRENGTH_APART_DAYS = 2
WEEK_DAYS = 7
GAP_FROM_DAYS = 8
STEP_GAP_DAYS = 14
HALF_GAP_DAYS = 28
RESTART_GAP_DAYS = 56
RESCREEN_AFTER_DAYS = 28
REST_DAYS = 14
PAIN_DAYS = 3
PAIN_WITHIN_DAYS = 14
MORNINGS = 7
SEVERE_DAYS = 3
USUAL_HIGH_DAYS = 14
ADVICE_WEEKS = 6

THRESHOLDS: dict[str, float] = {name: one for name, one in globals().items() if name.isupper()}
