"""The English sentences of the rules. The app translates them by their text.

`{exercise}` always begins its sentence, so that "This exercise" fits too.
Braces hold numbers that the rule gives.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from routines.progression.rules.results import Message


def gettext_noop(text: str) -> str:
    """Mark a text for translation and return it as it is."""
    return text


_ = gettext_noop

DECISION_SENTENCES: dict[str, str] = {
    "E1": _("One of your answers needs emergency help now, so there is no exercise."),
    "U1": _("One of your answers should be checked soon, so your plan waits until it has been."),
    "T1": _(
        "Tingling or numbness that does not clear needs a check by a GP or"
        " physiotherapist before you go on."
    ),
    "T2": _(
        "The feeling in your leg moved further down and stayed, so get advice before going on."
    ),
    "T3": _("{worst} is a lot, so no more of this until it is quieter."),
    "X1": _(
        "{exercise} moved the feeling further down your leg, so something different for two weeks."
    ),
    "X2": _("{exercise} felt sharp more than once in three tries, so something different."),
    "X3": _("{exercise} was left out for discomfort more than once, so something different."),
    "X4": _(
        "{exercise} brought tingling that cleared when you moved, so a version without"
        " kneeling or weight on the hands."
    ),
    "X5": _("{exercise} is already at its easiest dose, so something different instead."),
    "R1": _("{exercise} was a {during}, so a little easier next time."),
    "R2.sharp": _("{exercise} felt sharp at {during}, so a little easier next time."),
    "R2.stopped": _("{exercise} had to stop part-way, so a little easier next time."),
    "R3": _("The next morning was {carry} above your usual, so a little easier next time."),
    "R4": _("The next morning was {carry} above your usual again, so a little easier next time."),
    "R4.amber": _(
        "{exercise} was one of the higher ones and the next morning was {carry} above your"
        " usual, so a little easier next time."
    ),
    "R5": _("{first}, {second}, {third} over three sessions, so we ease off."),
    "R6": _("{exercise} brought the number up three times running, so a little easier."),
    "R8": _("{red} exercises in this direction were at 6 or more, so all of them ease a little."),
    "R9": _("{exercise} was too hard to half finish twice, so a little easier."),
    "G1": _("{days} days off, so the same dose again to begin with."),
    "G2": _("Welcome back. {days} days off, so one step lower."),
    "G3": _("Welcome back. {days} days off, so half-way back to the start."),
    "G4": _("Welcome back. {days} days off, so we start again gently."),
    "gap.floor": _("Welcome back. {days} days off, and this is already the gentlest dose."),
    "H0": _("Nothing logged yet, so we begin with the first dose."),
    "H8n": _("{exercise} was left out this time, so nothing changes."),
    "H1": _("{worst} is fine to work with. We repeat before adding."),
    "H1a": _("{after} soon afterwards is a good deal, so the same dose again."),
    "H1s": _("{exercise} was left out for discomfort, so the same dose waits for you."),
    "H2": _("The next morning was {carry} above your usual, so the same again."),
    "H2.shared": _(
        "The next morning was {carry} above your usual, and nothing points to this exercise,"
        " so it stays the same."
    ),
    "H2.next": _("You began {rise} higher than last time, so the same again."),
    "H3": _("No answer for the morning after, so the same again."),
    "H3.worse": _("The next morning was worse, but got no number, so the same again."),
    "H3.early": _("The morning after has not come yet, so the same again."),
    "H4": _("{exercise} was not quite finished, so the same again."),
    "H5": _("{exercise} felt hard, so the same again."),
    "H6": _("Your answers differ, so we use the careful one."),
    "H6.worse": _("You said that the next morning was worse, so the same again."),
    "H7": _("{first}, {second}, {third} over three sessions, so we repeat."),
    "H8": _("One more good session at this dose and it can move up."),
    "H8.two": _("Two good sessions in a row at this dose and it can move up."),
    "H8.goal": _("One more good session at this dose and you are where you wanted to be."),
    "H8.today": _("This moved up today, so it stays for a week."),
    "H8.yesterday": _("This moved up yesterday, so it stays for a week."),
    "H8.week": _("This moved up {days} days ago, so it stays for a week."),
    "H8.others": _("Two other strength exercises moved up this week, so this one waits."),
    "H8.reached": _("You are where you wanted to be, so this stays for now."),
    "WEEK": _(
        "Last week's mornings were clearly worse than those of the week before, so nothing"
        " goes up this week."
    ),
    "REST": _("Moving your back this way rests for now, so nothing is added."),
    "T5": _("Strength is paused until someone has looked at it, so this waits."),
    "H9": _("Two sessions that day, so the same again."),
    "H9.volume": _("That was a lot for one day, so the same again."),
    "H10": _("A gentle day changes nothing."),
    "H11": _("{exercise} felt sharp, so the same dose with an eye on the form cue."),
    "H12": _("You began at {pre}, so we repeat before adding."),
    "A1": _("Little change in six weeks, so nothing is added. A GP or physiotherapist could help."),
    "P1": _("Two comfortable sessions with quiet mornings, so a little more."),
    "P2": _("Steady at {worst}, and this does not change it, so a little more."),
    "P2.range": _(
        "Between {low} and {high} four times running, and this does not change it, so a little"
        " more."
    ),
    "P3": _("Two comfortable sessions at the last dose, so on to the next variant."),
    "P3.steady": _("Steady at the last dose, so on to the next variant."),
    "P4.one": _("Easy twice with quiet mornings, so one step up, the last of this variant."),
    "P4": _("Easy twice with quiet mornings, so two steps up."),
    "M1": _("You are where you wanted to be, so this stays."),
}

PLAN_SENTENCES: dict[str, str] = {
    "E1": DECISION_SENTENCES["E1"],
    "U1": DECISION_SENTENCES["U1"],
    "T1": DECISION_SENTENCES["T1"],
    "T2": DECISION_SENTENCES["T2"],
    "T5": _(
        "Exercises were eased for discomfort on three days within two weeks, so strength waits"
        " until someone has looked at it."
    ),
    "T5.weeks": _(
        "Two weeks running were clearly worse than the one before, so strength waits until"
        " someone has looked at it."
    ),
    "A1": DECISION_SENTENCES["A1"],
    "WEEK": _("Last week's mornings were clearly worse than the week before, so a lighter week."),
    "HALF": _("Half of that session was too much, so the next one is lighter."),
    "SHARED": _(
        "A raised morning that no single exercise explains, so everything stays and the next"
        " session does a little less."
    ),
    "REST": _("What moves your back this way rests for two weeks, and comes back at its easiest."),
    "T3.day": _("{pre} that day, so no exercises."),
    "D3.day": _("{pre} that day, so a gentle version."),
    "D2.day": _("{pre} that day, sorer than usual, so a lighter session."),
    "cleared.E1": _("The pause after an emergency sign is over."),
    "cleared.U1": _("The pause after a sign to have checked is over."),
    "cleared.T1": _("The pause for tingling or numbness is over."),
    "cleared.T2": _("The pause for a feeling that moved down your leg is over."),
    "cleared.T5": _("The pause for strength is over."),
    "advice.usual": _(
        "Your usual morning has been at {usual} for two weeks. A GP or physiotherapist could help."
    ),
    "advice.severe": _(
        "{days} days in a row at 8 or more. Get help; do not wait if it stops you sleeping,"
        " thinking or moving."
    ),
}

GATE_SENTENCES: dict[str, str] = {
    "E1": _("Get emergency help now. Do not drive yourself, and leave out all exercise."),
    "U1": _("Ask for an urgent appointment. Your plan waits until someone has checked this."),
    "L1": _("Your plan is paused. It starts again once a professional has checked it."),
    "T3": _(
        "{pre} today, so no exercises planned. Keep moving gently if you can; short walks"
        " are fine. We ask again tomorrow."
    ),
    "G3": _("{days} days since your last session. Has anything changed in your health?"),
    "D3": _(
        "{pre} today, so a gentle version. Moving usually helps, and this counts for your week."
    ),
    "D4": _("You trained earlier today. Gentle mobility is fine; strength can wait."),
    "D2": _("A bit sorer than usual for you, so a lighter session."),
    "HALF": _("Half of the last session was too much, so a lighter one."),
    "WEEK": _("Last week's mornings were clearly worse than the week before, so a lighter week."),
    "T5": _("Strength is paused until someone has looked at it; walking and mobility go on."),
    "D5": _("Strength work is best with a day between, so today leaves it out."),
    "D1": _("Nothing stands in the way. Straight into the session."),
}


def sentence(
    message: Message,
    sentences: Mapping[str, str],
    exercise: str = "This exercise",
    translate: Callable[[str], str] = gettext_noop,
) -> str:
    """The sentence of a message, with its numbers and the exercise's name.

    `translate` maps an English template to the reader's language.
    """
    return translate(sentences[message.id]).format(exercise=exercise, **message.numbers)
