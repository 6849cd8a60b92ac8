"""Guests and accounts: a guest who signs up keeps everything."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from routines.models import User

PASSWORD_WORDS: dict[str, Any] = {
    "password_too_short": _("At least %(min_length)d characters, please."),
    "password_too_common": _("Many people use this one, so it is easy to guess. Choose another."),
    "password_too_similar": _("This is too much like your email. Choose another."),
}


def begin_as_guest(request: HttpRequest) -> User:
    """Create a guest, and sign this browser in as them."""
    guest = User.objects.create_guest()
    login(request, guest)
    return guest


class AccountAdapter(DefaultAccountAdapter):
    """allauth's adapter: a guest who signs up keeps their row."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "This email and this password do not belong together. Look at both once more."
        ),
        "email_taken": _("There is an account with this email already. Sign in instead."),
        "too_many_login_attempts": _("That was a lot at once. Wait a few minutes, then try again."),
    }

    def new_user(self, request: HttpRequest) -> User:
        """The row to sign up with: that of the guest who is signed in, else a new one."""
        if request.user.is_authenticated and request.user.is_guest:
            return User.objects.get(pk=request.user.pk)
        return User()

    def clean_email(self, email: str) -> str:
        """The email. Raises ValidationError if it is too long for the column."""
        most = User._meta.get_field("email").max_length or 0
        if len(email) > most:
            raise ValidationError(_("Use at most %(most)s characters.") % {"most": most})
        return email

    def clean_password(self, password: str, user: User | None = None) -> str:
        """The password. Raises ValidationError, in our words, if it is easy to guess."""
        try:
            super().clean_password(password, user)
        except ValidationError as error:
            raise ValidationError(
                [
                    ValidationError(
                        PASSWORD_WORDS.get(str(part.code), part.message), params=part.params
                    )
                    for part in error.error_list
                ]
            ) from None
        return password

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Write the email and the password; the person is no longer a guest."""
        user.is_guest = False
        saved: User = super().save_user(request, user, form, commit=commit)
        return saved
