"""The forms of an account: our own, and allauth's in our words."""

from __future__ import annotations

from typing import Any

from allauth.account import fields as allauth_fields
from allauth.account import forms as allauth_forms
from django import forms
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from routines.forms.fields import PLAIN_WORDS, TimeZoneField
from routines.models import PendingAccount
from routines.models.normal_form import normal_email, normal_password


class TimeZoneForm(forms.Form):
    """The person's time zone."""

    time_zone = TimeZoneField()


class EmailField(allauth_fields.EmailField):
    """An email; a str in its normal form, whose domain a mail can be sent to."""

    default_error_messages = {
        **PLAIN_WORDS,
        "invalid": _("Write the email like you@example.org."),
    }

    def to_python(self, value: Any) -> str:
        """The normal form."""
        return normal_email(super().to_python(value))

    def validate(self, value: str) -> None:
        """Refuse what no mail can be sent to."""
        super().validate(value)
        if not value.isascii():
            raise ValidationError(self.error_messages["invalid"], code="invalid")


class _PlainWords(forms.Form):
    """A form of allauth's, with our words for its errors and hints."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.error_messages |= PLAIN_WORDS
            field.widget.attrs.pop("placeholder", None)
            if name == "password1":
                field.help_text = _("At least 8 characters, and not easy to guess.")


class SignUpForm(_PlainWords, allauth_forms.SignupForm):
    """An email and a password, whether or not there is an account with this email."""

    email = EmailField()

    def validate_unique_email(self, value: str) -> str:
        """The email; who has it already must not be found out here."""
        return value


class ConfirmForm(_PlainWords):
    """The password of the sign-up that a link confirms."""

    password = allauth_fields.PasswordField(label=_("Password"), autocomplete="current-password")

    def __init__(self, *args: Any, pending: PendingAccount, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pending = pending

    def clean_password(self) -> str:
        """The password; an error if it is another than that of the sign-up."""
        password = normal_password(self.cleaned_data["password"])
        if not check_password(password, self.pending.password):
            raise ValidationError(_("This is not the password of that sign-up."))
        return password


class SignInForm(_PlainWords, allauth_forms.LoginForm):
    """An email and a password; the page links to a new password below the form."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""
        self.fields["login"] = EmailField(widget=self.fields["login"].widget)


class PasswordResetForm(_PlainWords, allauth_forms.ResetPasswordForm):
    """An email, for a link to a new password."""

    email = EmailField()


class NewPasswordForm(_PlainWords, allauth_forms.ResetPasswordKeyForm):
    """A new password, twice."""

    def clean_password2(self) -> str:
        """The second, in the form that the first has by now."""
        return normal_password(self.cleaned_data["password2"])
