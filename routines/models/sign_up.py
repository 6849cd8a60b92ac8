"""What signing up keeps until an account is there, and what makes it one sign-up."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from routines.models.person import User


class PendingAccountQuerySet(models.QuerySet["PendingAccount"]):
    """Questions about pending accounts."""

    def of(self, person: User | AnonymousUser) -> PendingAccount | None:
        """What this person gave; None if nothing waits, or nobody is signed in."""
        return self.filter(owner=person.pk).first()


class PendingAccount(models.Model):
    """What a guest gave to sign up with; the link in the mail makes an account of it.

    `email` is in its normal form, `password` is its hash. The link holds `key`, which is
    new for each answer. `form_key` is that of the form that was answered, None without
    one. `is_mail_sent` is False if the mail could not be sent.
    """

    owner = models.OneToOneField(User, models.CASCADE, related_name="pending_account")
    email = models.EmailField()
    password = models.CharField(max_length=128)
    key = models.UUIDField(default=uuid4)
    form_key = models.UUIDField(null=True, blank=True)
    asked_at = models.DateTimeField()
    is_mail_sent = models.BooleanField(default=True)

    objects = PendingAccountQuerySet.as_manager()

    def __str__(self) -> str:
        return f"pending for {self.owner_id} since {self.asked_at}"

    def mark_mail(self, *, is_sent: bool) -> None:
        """Write whether the mail could be sent; another answer since then stays as it is."""
        self.is_mail_sent = is_sent
        PendingAccount.objects.filter(pk=self.pk, key=self.key).update(is_mail_sent=is_sent)


class FirstFormQuerySet(models.QuerySet["FirstForm"]):
    """Questions about first forms."""

    def owner_of(self, form_key: UUID | None, browser: str) -> User | None:
        """Who began with this form in this browser; None if nobody did."""
        if form_key is None:
            return None
        form = self.filter(form_key=form_key, browser=browser).select_related("owner").first()
        return form.owner if form else None


class FirstForm(models.Model):
    """The form that made a guest or an account: the same sent again makes no second one.

    Who sends it is not signed in yet, so that it counts for one `browser` alone: a hash
    of the secret that guards its forms, which is another one after each sign-in.
    """

    owner = models.ForeignKey(User, models.CASCADE, related_name="first_forms")
    form_key = models.UUIDField()
    browser = models.CharField(max_length=64)
    sent_at = models.DateTimeField(auto_now_add=True)

    objects = FirstFormQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["form_key", "browser"],
                name="first_form_once_per_browser",
                violation_error_message=_("This form was sent already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form_key} of {self.owner_id}"
