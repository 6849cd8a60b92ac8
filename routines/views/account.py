"""The account page, and signing up without losing what a guest has kept."""

from __future__ import annotations

from typing import Any

from allauth.account import views
from allauth.account.mixins import AjaxCapableProcessFormViewMixin
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from backflex import limits
from routines import accounts
from routines.forms.account import (
    ConfirmForm,
    NewPasswordForm,
    PasswordResetForm,
    SignInForm,
    SignUpForm,
    TimeZoneForm,
)
from routines.forms.fields import BrowserZoneField, focus_first_error
from routines.forms.health import in_words
from routines.http import PersonRequest, only_posted, see_other
from routines.models import PendingAccount
from routines.views import signed_out


@require_http_methods(["GET", "HEAD", "POST"])
def account_detail(request: PersonRequest) -> HttpResponse:
    """Who is signed in, in which time zone, what of health is told; what a guest should know."""
    person = request.user
    is_sent = request.method == "POST"
    form = TimeZoneForm(
        request.POST if is_sent else None, initial={"time_zone": person.city or person.time_zone}
    )
    if is_sent and form.is_valid():
        person.move_to(form.cleaned_data["time_zone"])
        messages.success(request, gettext("Time zone saved."))
        return see_other("routines:account_detail")
    focus_first_error(form)
    screening = person.screenings.of_health().newest()
    today = person.date_at(timezone.now())
    context = {
        "form": form,
        "screening": screening,
        "health": in_words(person, screening, today) if screening else [],
        "pending": PendingAccount.objects.of(person) if person.is_guest else None,
    }
    status = 422 if is_sent else 200
    return TemplateResponse(request, "account/account_detail.html", context, status=status)


@only_posted("routines:today")
def zone_answer(request: PersonRequest) -> HttpResponse:
    """Whether the person's time zone becomes that of their browser, which Today offers once.

    A zone that is no place changes nothing: nobody typed it.
    """
    person = request.user
    zone = BrowserZoneField().clean(request.POST.get("time_zone"))
    if zone and "change" in request.POST:
        person.move_to(zone)
        messages.success(
            request, gettext("Your diary lives in {city} now.").format(city=person.city)
        )
    elif zone:
        person.refuse_zone(zone)
    return see_other("routines:today")


class _TruthfulStatus(AjaxCapableProcessFormViewMixin):
    """Answers a form that is not valid with 422, as every page of ours does."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """The page again, with the words beside the fields."""
        response: HttpResponse = super().form_invalid(form)
        response.status_code = 422
        return response


@method_decorator(login_not_required, name="dispatch")
class _ForVisitorsAndGuests(_TruthfulStatus):
    """Open to visitors and guests; who has an account is sent on."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A guest may sign up or sign in; an account is signed in already."""
        if request.user.is_authenticated and not request.user.is_guest:
            return see_other("routines:today")
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


class SignUpView(_ForVisitorsAndGuests, views.SignupView):
    """Signing up: the diary goes on, and becomes an account once the email is confirmed."""

    form_class = SignUpForm

    def form_valid(self, form: Any) -> HttpResponse:
        """To the page that says what the mail asks for; without mail, an account at once."""
        email, password = form.cleaned_data["email"], form.cleaned_data["password1"]
        if not settings.MAIL_GOES_TO_CONSOLE:
            accounts.ask_for_account(self.request, email, password, at=timezone.now())
            return redirect("account_email_verification_sent")
        was_guest = self.request.user.is_authenticated
        if not accounts.sign_up_at_once(self.request, email, password):
            form.add_error("email", accounts.AccountAdapter.error_messages["email_taken"])
            return self.form_invalid(form)
        if was_guest:
            messages.success(self.request, gettext("Everything is kept."))
        text = gettext(
            "You are signed up. This server sends no mail: it cannot confirm your email."
        )
        messages.info(self.request, text)
        return HttpResponseRedirect(self.get_success_url() or resolve_url("routines:today"))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_sent(request: HttpRequest) -> HttpResponse:
    """What waits for the link in the mail; a post sends the mail again."""
    pending = PendingAccount.objects.of(request.user)
    if pending is None:
        return see_other("account_signup")
    if request.method != "POST":
        return TemplateResponse(request, "account/verification_sent.html", {"pending": pending})
    if not accounts.send_link(request, pending):
        text = gettext("A mail was sent a moment ago. Look for it, and wait a little for another.")
        messages.info(request, text)
    return see_other("account_email_verification_sent")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_email(request: HttpRequest, key: str) -> HttpResponse:
    """The link in the mail. In another browser than the person's it asks for the password."""
    pending = accounts.pending_of(key)
    if pending is None:
        return _no_longer_pending(request, key)
    is_theirs = request.user.pk == pending.owner_id
    is_sent = request.method == "POST"
    form = None if is_theirs else ConfirmForm(request.POST if is_sent else None, pending=pending)
    if not is_sent or (form and not form.is_valid()):
        context = {"form": form, "email": pending.email, "key": key}
        status = 422 if is_sent else 200
        return TemplateResponse(request, "account/email_confirm.html", context, status=status)
    if not accounts.confirm(request, pending):
        title = gettext("This email belongs to another account")
        text = gettext("It was confirmed there first. What you logged here is kept.")
        return _not_confirmed(request, title, text, status=409)
    return _confirmed(request, "routines:today" if is_theirs else "account_login")


def _no_longer_pending(request: HttpRequest, key: str) -> HttpResponse:
    """A link that was used leads on who may have used it; else it does not work."""
    owner_id = accounts.confirmed_by(key)
    if owner_id is not None and request.user.pk in (owner_id, None):
        return _confirmed(request, "routines:today" if request.user.pk else "account_login")
    title = gettext("This link does not work any more")
    text = gettext("It was used already, it is too old, or a newer mail came after it.")
    return _not_confirmed(request, title, text, status=422 if request.method == "POST" else 200)


def _confirmed(request: HttpRequest, to: str) -> HttpResponse:
    messages.success(request, gettext("Your email is confirmed. Everything is kept."))
    return see_other(to)


def _not_confirmed(request: HttpRequest, title: str, text: str, *, status: int) -> HttpResponse:
    context = {"title": title, "text": text}
    return TemplateResponse(request, "account/not_confirmed.html", context, status=status)


@method_decorator(login_not_required, name="dispatch")
class SignInView(_ForVisitorsAndGuests, views.LoginView):
    """Signing in with email and password; an answer that waits in the page is saved then."""

    form_class = SignInForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The answer that waits is saved, too, if its person signed in elsewhere meanwhile."""
        has_account = request.user.is_authenticated and not request.user.is_guest
        answer = signed_out.save_carried(request) if has_account else None
        return answer or super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, and the answer that waits, which outlasts a wrong password."""
        return {**super().get_context_data(**kwargs), **signed_out.carried_into(self.request)}

    def form_invalid(self, form: Any) -> HttpResponse:
        """The page again with the email; 429 after too many wrong passwords."""
        response = super().form_invalid(form)
        if form.has_error("__all__", "too_many_login_attempts"):
            email = form.cleaned_data["login"]
            key = accounts.AccountAdapter().wrong_passwords_key(self.request, email)
            wait = limits.seconds_to_wait(self.request, "login_failed", key)
            response.status_code = 429
            response["Retry-After"] = str(wait)
        return response

    def form_valid(self, form: Any) -> HttpResponse:
        """Signed in; the answer that waited decides where it leads."""
        response: HttpResponse = super().form_valid(form)
        return signed_out.save_carried(self.request) or response


class PasswordResetView(_TruthfulStatus, views.PasswordResetView):
    """Asking for a link by mail."""

    form_class = PasswordResetForm

    def form_valid(self, form: Any) -> HttpResponse:
        """To the page that says so, whether or not there is an account with this email."""
        self.request.is_mail_away = False
        response: HttpResponse = super().form_valid(form)
        is_done = response.status_code < 400
        if is_done and self.request.is_mail_away:
            return see_other(resolve_url("account_reset_password_done") + "?mail=away")
        return response


class PasswordResetDoneView(views.PasswordResetDoneView):
    """A link is on its way, or the mail could not be sent."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether the mail could not be sent, as the address says."""
        is_mail_away = self.request.GET.get("mail") == "away"
        return {**super().get_context_data(**kwargs), "is_mail_away": is_mail_away}


class PasswordResetFromKeyView(_TruthfulStatus, views.PasswordResetFromKeyView):
    """Choosing a new password with the link."""

    form_class = NewPasswordForm
