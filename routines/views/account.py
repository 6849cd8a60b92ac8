"""The account page, and signing up without losing what a guest has kept."""

from __future__ import annotations

from typing import Any

from allauth.account import views
from allauth.account.mixins import AjaxCapableProcessFormViewMixin
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from routines.forms.account import (
    NewPasswordForm,
    PasswordResetForm,
    SignInForm,
    SignUpForm,
    TimeZoneForm,
)
from routines.forms.fields import BrowserZoneField, focus_first_error
from routines.forms.health import in_words
from routines.http import PersonRequest, only_posted, see_other
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
    """Signing up: the row that a guest has becomes their account."""

    form_class = SignUpForm

    def form_valid(self, form: Any) -> HttpResponse:
        """An account; who was a guest is told that nothing is lost."""
        was_guest = self.request.user.is_authenticated
        response: HttpResponse = super().form_valid(form)
        if was_guest and self.user is not None:
            messages.success(self.request, gettext("Everything is kept."))
        return response


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

    def form_valid(self, form: Any) -> HttpResponse:
        """Signed in; the answer that waited decides where it leads."""
        response: HttpResponse = super().form_valid(form)
        return signed_out.save_carried(self.request) or response


class PasswordResetView(_TruthfulStatus, views.PasswordResetView):
    """Asking for a link by mail."""

    form_class = PasswordResetForm


class PasswordResetFromKeyView(_TruthfulStatus, views.PasswordResetFromKeyView):
    """Choosing a new password with the link."""

    form_class = NewPasswordForm
