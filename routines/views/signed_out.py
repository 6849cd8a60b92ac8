"""A post whose sender is signed out: its red flags come first, and it waits for their sign-in."""

from __future__ import annotations

from enum import Enum, auto
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.urls import resolve
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.html import format_html
from django.utils.translation import gettext as _

from routines import carried_posts
from routines.carried_posts import CARRIED, CarriedPost, TooLong
from routines.forms import flags
from routines.forms.account import SignInForm
from routines.forms.in_words import Answered
from routines.forms.questions import sent_in_words
from routines.forms.session import signs_in
from routines.http import PersonRequest, see_other
from routines.models import User
from routines.progression.rules.registry import FLAGS_OF_LOCK
from routines.views.sent_twice import send

# A token for a page that was drawn before the sign-in; static/js/send-notice.js takes it.
FRESH_TOKEN = "Fresh-Form-Token"  # noqa: S105


class Sender(Enum):
    """Whose page a post came from, as far as it says."""

    ACCOUNT = auto()
    GUEST = auto()
    UNKNOWN = auto()
    OTHER = auto()  # somebody else is signed in


def is_of_another(request: HttpRequest) -> bool:
    """Whether a form of the diary stood on a page of somebody who is not signed in here."""
    match = request.resolver_match
    owner = carried_posts.owner_of(request.POST)
    is_of_diary = match is not None and match.app_name == "routines"
    return is_of_diary and owner not in (None, request.user.pk)


def meet_sign_in(request: HttpRequest) -> HttpResponse:
    """What a post meets whose sender is not signed in; its red flags are answered at once.

    Nothing is stored: the post of an account travels in the sign-in page. To htmx the
    answer is a notice, because the page stays, with what was typed.
    """
    sender = _sender_of(request)
    context: dict[str, Any] = {**advice_on(request.POST), "sender": sender.name}
    template = "account/signed_out.html"
    if request.htmx:  # type: ignore[attr-defined]
        template += "#notice"
    elif sender in (Sender.GUEST, Sender.OTHER):
        context["answers"] = answers_to(request.path_info, request.POST)
    else:
        template = "account/login.html"
        context |= _sign_in_with(request, sender)
    return _kept_nowhere(TemplateResponse(request, template, context, status=401))


def _sender_of(request: HttpRequest) -> Sender:
    if request.user.is_authenticated:
        return Sender.OTHER
    try:
        owner = User.objects.get(pk=carried_posts.owner_of(request.POST) or 0)
    except User.DoesNotExist:
        return Sender.UNKNOWN
    return Sender.GUEST if owner.is_guest else Sender.ACCOUNT


def _sign_in_with(request: HttpRequest, sender: Sender) -> dict[str, Any]:
    """The context of the sign-in page that a post travels in, or that says why it does not."""
    address = request.get_full_path()
    context = {
        "form": SignInForm(request=request),
        "redirect_field": format_html('<input type="hidden" name="next" value="{}">', address),
    }
    owner = carried_posts.owner_of(request.POST)
    if sender == Sender.UNKNOWN or owner is None:
        notice = _(
            "You are signed out, so your last answer is not saved, and this page does not know"
            " whose it was. Sign in, then give it once more."
        )
        return {
            **context,
            "notice": notice,
            "answers": answers_to(request.path_info, request.POST),
        }
    try:
        sealed = CarriedPost.of(request, owner=owner, at=timezone.now()).seal()
    except TooLong:
        notice = _(
            "You are signed out, and your last answer is too long to wait here, so it is not"
            " saved. Go back to copy it, sign in, then give it once more."
        )
        return {**context, "notice": notice}
    return {**context, CARRIED: sealed, "notice": _waits()}


def answers_to(address: str, data: QueryDict) -> list[Answered]:
    """What was posted to an address, in words."""
    try:
        name = resolve(address.partition("?")[0]).url_name or ""
    except Http404:
        return []
    return sent_in_words(name, dict(data.lists()))


def _waits() -> str:
    return _("Sign in to save your last answer. It waits in this page for 15 minutes.")


def _too_old() -> str:
    return _(
        "Your last answer waited for more than 15 minutes, so it is too old to be saved. Once"
        " you are signed in, you can give it again on the page that opens."
    )


def _kept_nowhere(response: HttpResponse) -> HttpResponse:
    add_never_cache_headers(response)
    return response


def advice_on(data: QueryDict) -> dict[str, Any]:
    """What the page says first of the red flags in a post: the rule and its words, or nothing."""
    told = flags.told_in(data)
    rules = (rule for rule, own in FLAGS_OF_LOCK.items() if not own.isdisjoint(told))
    return {
        "rule": next(rules, ""),
        "ticked": flags.in_words(told),
        "is_alarming": bool(signs_in(data)),
    }


def carried_into(request: HttpRequest) -> dict[str, Any]:
    """What the sign-in page shows again of the post that it carries; empty without one."""
    sealed = request.POST.get(CARRIED, "")
    post = carried_posts.unseal(sealed)
    if post is None:
        return {}
    notice = _too_old() if post.is_too_old(timezone.now()) else _waits()
    return {**advice_on(post.data), CARRIED: sealed, "notice": notice}


def save_carried(request: HttpRequest) -> HttpResponse | None:
    """Answer the post that the sign-in page carried, as the person who has just signed in.

    Returns None if it carried none. What is not theirs, or is too old, is dropped with a word.
    """
    post = carried_posts.unseal(request.POST.get(CARRIED, ""))
    if post is None or not request.user.is_authenticated:
        return None
    if post.owner != request.user.pk:
        text = _("The answer that waited here was somebody else’s, so it is not saved.")
        messages.info(request, text)
        return see_other("routines:today")
    if post.is_too_old(timezone.now()):
        text = _(
            "Your last answer waited for more than 15 minutes, so it was too old to be saved."
            " You can give it again here."
        )
        messages.info(request, text)
        return see_other(post.address)
    return _answer(cast("PersonRequest", request), post)


def _answer(request: PersonRequest, post: CarriedPost) -> HttpResponse:
    """The answer of the view that the post was for, as if it had been sent just now."""
    path, _question_mark, query = post.address.partition("?")
    request.path = request.path_info = path
    request.GET, request.POST = QueryDict(query), post.data  # type: ignore[assignment]
    try:
        match = request.resolver_match = resolve(path)
        # Every post carried is of a page of ours, and those count once.
        return send(request, match.func, match.args, match.kwargs)
    except Http404:
        text = _("What your last answer was about is not there any more, so it is not saved.")
        messages.info(request, text)
        return see_other("routines:today")


def after_refused_token(request: HttpRequest, reason: str) -> HttpResponse | None:
    """What a form meets whose token is refused because cookies went or somebody signed in.

    Returns None for a form that does not say whose page it stood on, or that another site
    sent. Nothing is saved before a form with a good token comes.
    """
    if not reason.startswith("CSRF "):
        return None
    post = carried_posts.unseal(request.POST.get(CARRIED, ""))
    if post is not None:
        return _after_refused_sign_in(request, post)
    owner = carried_posts.owner_of(request.POST)
    if owner is None:
        return None
    if owner == request.user.pk:
        return _ask_again(request, CarriedPost.of(request, owner=owner, at=timezone.now()))
    return meet_sign_in(request)


def _after_refused_sign_in(request: HttpRequest, post: CarriedPost) -> HttpResponse | None:
    """The sign-in page once more with its post; who is signed in meanwhile is asked for a tap."""
    if not request.user.is_authenticated:
        context = {"form": SignInForm(request=request), **carried_into(request)}
        return _kept_nowhere(TemplateResponse(request, "account/login.html", context, status=403))
    if post.owner == request.user.pk and not post.is_too_old(timezone.now()):
        return _ask_again(request, post)
    return save_carried(request)


def _ask_again(request: HttpRequest, post: CarriedPost) -> HttpResponse:
    """The same form with a fresh token, for one more tap; htmx gets the token alone."""
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(status=403, headers={FRESH_TOKEN: get_token(request)})
    context = {
        **advice_on(post.data),
        "post": post,
        "answers": answers_to(post.address, post.data),
    }
    response = TemplateResponse(request, "account/send_again.html", context, status=403)
    return _kept_nowhere(response)
