"""The middleware of every request: bodies, headers, sign-in by default, a sliding session."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.cache import add_never_cache_headers, patch_cache_control, patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect

from routines.views import errors, signed_out

# The names of the addresses that take a file, such as "routines:picture_add".
TAKES_A_FILE: frozenset[str] = frozenset()

Handler = Callable[[HttpRequest], HttpResponse]

PERMISSIONS_POLICY = (
    "autoplay=(self), camera=(), geolocation=(), microphone=(), payment=(),"
    " screen-wake-lock=(self), usb=()"
)


# What a machine asks about this process, by whatever name it knows it.
HEALTH_CHECKS = ("/healthz", "/readyz")


def health_checks(get_response: Handler) -> Handler:
    """Free the health checks of the check of the host; nothing that they say depends on it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path_info in HEALTH_CHECKS:
            request.META["HTTP_HOST"] = urlsplit(settings.PUBLIC_URL).netloc or "localhost"
        return get_response(request)

    return middleware


def body_limits(get_response: Handler) -> Handler:
    """Refuse a body unread that is too large, and one that may hold files.

    Only addresses of TAKES_A_FILE take such bodies, and set limits of their own.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        is_large = _content_length(request) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        is_of_files = str(request.content_type).startswith("multipart/")
        if not (is_large or is_of_files) or _takes_a_file(request):
            return get_response(request)
        return errors.too_large() if is_large else errors.no_files()

    return middleware


def _content_length(request: HttpRequest) -> int:
    """What the request says of its body; 0 where that is no number, as Django reads it."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _takes_a_file(request: HttpRequest) -> bool:
    try:
        return resolve(request.path_info).view_name in TAKES_A_FILE
    except Resolver404:
        return False


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
    """Requires sign-in unless a view says otherwise, and lets no post of a person be lost."""

    def process_view(  # type: ignore[override]
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponse],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        """The sign-in page for a form of somebody else's page, even where sign-in is not required.

        Else a form of a person who is signed out would be a new guest's.
        """
        if request.method == "POST" and signed_out.is_of_another(request):
            return signed_out.meet_sign_in(request)
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., HttpResponse]
    ) -> HttpResponse:
        """The sign-in page with the post in it, or a redirect that comes back to the page.

        htmx loads the whole page then, rather than its fragment.
        """
        if request.method == "POST":
            return signed_out.meet_sign_in(request)
        if not request.headers.get("HX-Request"):
            return super().handle_no_permission(request, view_func)
        return HttpResponseClientRedirect(
            redirect_to_login(_page_of_htmx(request), settings.LOGIN_URL).url
        )


def _page_of_htmx(request: HttpRequest) -> str:
    """The page of this site that htmx says it stands on; `/` where it says nothing of the kind."""
    try:
        return request.htmx.current_url_abs_path or "/"  # type: ignore[attr-defined]
    except ValueError:
        # It comes from outside, and may be no address at all.
        return "/"


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
