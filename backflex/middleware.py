"""What every request passes: headers, sign-in by default, a sliding cookie."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers, patch_cache_control, patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect

Handler = Callable[[HttpRequest], HttpResponse]

PERMISSIONS_POLICY = (
    "autoplay=(self), camera=(), geolocation=(), microphone=(), payment=(),"
    " screen-wake-lock=(self), usb=()"
)
RENEW_AFTER_SECONDS = 24 * 60 * 60
RENEWED_AT = "renewed_at"


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
    """Keep the one-year cookie sliding: renewed at most once a day, by a request that writes.

    Reading a page changes nothing, and neither does a request that is refused.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_write = request.method == "POST" and response.status_code < 400
        if is_write and request.user.is_authenticated:
            now = int(timezone.now().timestamp())
            if now - request.session.get(RENEWED_AT, 0) > RENEW_AFTER_SECONDS:
                request.session[RENEWED_AT] = now
        return response

    return middleware
