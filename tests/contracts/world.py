"""A small world in which every address of the product leads somewhere.

Addresses are read from the URL configuration, so that a new route is covered by
itself: a new route with parameters we know needs nothing, and one with a new
parameter fails here until this file says what to put in its place.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from routines import coaching
from routines.models import PlannedSession, Session, User
from tests.factories import begin_session, do_session, key_of, tell_morning


@dataclass(frozen=True)
class Route:
    """One named address of the URL configuration, with the names of its parameters."""

    name: str
    parameters: tuple[str, ...]

    @property
    def names_a_row(self) -> bool:
        return "session_id" in self.parameters


@dataclass(frozen=True)
class World:
    """alice has a closed session, an open one with an answer, and planned ones."""

    closed: Session
    running: Session
    planned: PlannedSession

    @property
    def values(self) -> dict[str, list]:
        return {
            "slug": ["cobra", "slow-breathing"],
            "session_id": [self.closed.pk, self.running.pk, self.planned.pk],
            "position": [1, 4],
            "uidb36": ["1"],
            "key": ["set-password"],
        }

    def addresses(self, route: Route) -> list[str]:
        """The route with every value that its parameters may have."""
        choices = [self.values[parameter] for parameter in route.parameters]
        return [
            reverse(route.name, kwargs=dict(zip(route.parameters, chosen, strict=True)))
            for chosen in product(*choices)
        ]


def build_world(alice: User, monday: datetime) -> World:
    closed = do_session(alice, at=monday, differing={"bridge": coaching.Felt(6, "ache")})
    tell_morning(closed)
    running = begin_session(alice, at=monday + timedelta(days=3))
    first, second, *_ = running.steps.in_order()
    coaching.answer_step(
        key_of(first), coaching.StepAnswer("done", 100), version=0, at=monday + timedelta(days=3)
    )
    said = coaching.Report(during=6, quality="ache", spread="none", neuro="none", done_percent=50)
    coaching.report(key_of(second), said, version=0, at=monday + timedelta(days=3))
    planned = PlannedSession.objects.filter(owner=alice).waiting().first()
    return World(closed, running, planned)


def all_routes() -> list[Route]:
    """Every route of the product, accounts included."""
    return sorted(_routes(get_resolver(), ""), key=lambda route: route.name)


def _routes(resolver: URLResolver, namespace: str) -> list[Route]:
    found = []
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            parameters = tuple(
                dict.fromkeys([*pattern.pattern.converters, *pattern.pattern.regex.groupindex])
            )
            found.append(Route(f"{namespace}{pattern.name}", parameters))
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else namespace
            found += _routes(pattern, inner)
    return found


ROUTES = all_routes()

# Sign-in is required by default; these are open, and nothing else is.
PUBLIC = {
    "routines:welcome",
    "routines:safety",
    "routines:get_help",
    "routines:healthz",
    "routines:exercise_list",
    "routines:exercise_detail",
    "routines:screening",
    "account_signup",
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_email_verification_sent",
    "account_confirm_email",
}
