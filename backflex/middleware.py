"""The middleware of every request: headers, sign-in by default, a sliding session."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers, patch_cache_control, patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect

Handler = Callable[[HttpRequest], HttpResponse]

PERMISSIONS_POLICY = (
    "autoplay=(self), camera=(), geolocation=(), microphone=(), payment=(),"
    " screen-wake-lock=(self), usb=()"
)


def headers(get_response: Handler) -> Handler:
    """Add headers to every response of Django; a personal page is never cached."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        patch_vary_headers(response, ["HX-Request"])
        # A page about a person must not stay behind in a shared cache or on a disk.
        if _is_personal(request):
            add_never_cache_headers(response)
            patch_cache_control(response, private=True, no_store=True)
        return response

    return middleware


def _is_personal(request: HttpRequest) -> bool:
    session = getattr(request, "session", None)
    return session is not None and session.accessed and not session.is_empty()


class SignInRequired(LoginRequiredMiddleware):
    """Requires sign-in unless a view says otherwise; htmx then loads the whole page."""

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., HttpResponse]
    ) -> HttpResponse:
        """A redirect to sign-in, which comes back to the page rather than to its fragment."""
        if not request.headers.get("HX-Request"):
            return super().handle_no_permission(request, view_func)
        page = request.htmx.current_url_abs_path or "/"  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(redirect_to_login(page, settings.LOGIN_URL).url)


def sliding_session(get_response: Handler) -> Handler:
    """Keep a session for a year after the last visit: its cookie and its row.

    A visit is any answer below status 400 to a person who is signed in. It renews the
    session at most once a day, so that reading costs no write. An answer that does not
    read the session does not renew it, so it can be cached.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        session = request.session
        is_visit = session.accessed and response.status_code < 400
        if is_visit and request.user.is_authenticated and session.is_due():  # type: ignore[attr-defined]
            session.modified = True
        return response

    return middleware
