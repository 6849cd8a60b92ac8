"""What every request passes: headers, sign-in by default, a sliding cookie."""

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
    """Headers of every response that Django makes itself."""

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
    """Sign-in is required unless a view says otherwise; an htmx request goes whole-page."""

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., HttpResponse]
    ) -> HttpResponse:
        """Send to sign-in, and come back to the page rather than to its fragment."""
        if not request.headers.get("HX-Request"):
            return super().handle_no_permission(request, view_func)
        page = request.htmx.current_url_abs_path or "/"  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(redirect_to_login(page, settings.LOGIN_URL).url)


def sliding_session(get_response: Handler) -> Handler:
    """Keep a session for a year after the last visit: its cookie and its row.

    A visit is whatever somebody signed in is answered without a refusal, a page
    that is only read too. It renews them at most once a day, so that reading
    costs no write. What leaves the session alone stays free of it, and so can
    be cached.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        session = request.session
        is_visit = session.accessed and response.status_code < 400
        if is_visit and request.user.is_authenticated and session.is_due():  # type: ignore[attr-defined]
            session.modified = True
        return response

    return middleware
