"""The addresses of Backflex."""

from django.urls import path

from routines.views import (
    account,
    changing,
    checkin,
    closing,
    discomfort,
    evidence,
    health,
    ledger,
    library,
    morning,
    pages,
    plan,
    player,
    running,
    start,
    today,
)

app_name = "routines"

urlpatterns = [
    path("", pages.welcome, name="welcome"),
    path("safety/", pages.safety, name="safety"),
    path("questions/", pages.questions, name="questions"),
    path("first-weeks/", pages.first_weeks, name="first_weeks"),
    path("floor/", pages.floor, name="floor"),
    path("help/", pages.get_help, name="get_help"),
    path("evidence/", evidence.evidence, name="evidence"),
    path("evidence/sources/", evidence.sources, name="evidence_sources"),
    path("healthz", health.healthz, name="healthz"),
    path("library/", library.exercise_list, name="exercise_list"),
    path("library/<slug:slug>/", library.exercise_detail, name="exercise_detail"),
    path("start/", start.screening, name="screening"),
    path("start/wishes/", start.set_up, name="set_up"),
    path("today/", today.today, name="today"),
    path("plan/", plan.plan_detail, name="plan_detail"),
    path("plan/accept/", plan.plan_accept, name="plan_accept"),
    path("plan/discard/", plan.plan_discard, name="plan_discard"),
    path("plan/resume/", plan.plan_resume, name="plan_resume"),
    path("plan/paused/", plan.lock_detail, name="lock_detail"),
    path("morning/", morning.morning_report, name="morning_report"),
    path("discomfort/", discomfort.discomfort_new, name="discomfort_new"),
    path("ledger/", ledger.ledger_detail, name="ledger_detail"),
    path("ledger/<slug:slug>/", ledger.ledger_exercise, name="ledger_exercise"),
    path("ledger/<slug:slug>/choose/", ledger.ledger_choose, name="ledger_choose"),
    path("account/", account.account_detail, name="account_detail"),
    path("sessions/<uuid:session_id>/", checkin.session_detail, name="session_detail"),
    path("sessions/<uuid:session_id>/gate/", checkin.session_gate, name="session_gate"),
    path("sessions/<uuid:session_id>/run/", player.session_run, name="session_run"),
    path(
        "sessions/<uuid:session_id>/run/<slug:gate>/",
        running.session_run_gate,
        name="session_run_gate",
    ),
    path(
        "sessions/<uuid:session_id>/steps/<int:position>/",
        player.step_detail,
        name="step_detail",
    ),
    path(
        "sessions/<uuid:session_id>/steps/<int:position>/hurts/",
        player.step_hurts,
        name="step_hurts",
    ),
    path(
        "sessions/<uuid:session_id>/steps/<int:position>/stopped/",
        player.step_stopped,
        name="step_stopped",
    ),
    path(
        "sessions/<uuid:session_id>/steps/<int:position>/easier/",
        changing.step_easier,
        name="step_easier",
    ),
    path(
        "sessions/<uuid:session_id>/steps/<int:position>/swap/",
        changing.step_swap,
        name="step_swap",
    ),
    path(
        "sessions/<uuid:session_id>/steps/<int:position>/repeat/<int:side>/",
        changing.step_repeat,
        name="step_repeat",
    ),
    path("sessions/<uuid:session_id>/gently/", closing.session_gently, name="session_gently"),
    path("sessions/<uuid:session_id>/check/", closing.session_check, name="session_check"),
    path("sessions/<uuid:session_id>/finish/", closing.session_finish, name="session_finish"),
    path("sessions/<uuid:session_id>/after/", closing.session_after, name="session_after"),
]
