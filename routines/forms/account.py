"""The forms of an account: our own, and allauth's in our words."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.utils.translation import gettext_lazy as _

from routines.forms.fields import PLAIN_WORDS, TimeZoneField


class TimeZoneForm(forms.Form):
    """The person's time zone."""

    time_zone = TimeZoneField()


class _PlainWords(forms.Form):
    """A form of allauth's, with our words for its errors and hints."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.error_messages |= PLAIN_WORDS
            field.widget.attrs.pop("placeholder", None)
            if name == "password1":
                field.help_text = _("At least 8 characters, and not easy to guess.")
            if isinstance(field, forms.EmailField):
                field.error_messages["invalid"] = _("Write the email like you@example.org.")


class SignUpForm(_PlainWords, allauth_forms.SignupForm):
    """An email and a password."""


class SignInForm(_PlainWords, allauth_forms.LoginForm):
    """An email and a password; the page links to a new password below the form."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class PasswordResetForm(_PlainWords, allauth_forms.ResetPasswordForm):
    """An email, for a link to a new password."""


class NewPasswordForm(_PlainWords, allauth_forms.ResetPasswordKeyForm):
    """A new password, twice."""
