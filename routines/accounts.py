"""Guests and accounts: a guest who signs up keeps everything.

Mail is a side effect: where it cannot be sent, what was asked for stands all the same.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core import ratelimit
from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth.hashers import check_password, make_password
from django.core import signing
from django.core.exceptions import ImproperlyConfigured, PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from backflex import limits
from routines.models import FirstForm, PendingAccount, User
from routines.models.normal_form import normal_password
from routines.models.sent_form import FORM_KEY

log = logging.getLogger(__name__)

CONFIRM_WITHIN = timedelta(days=3)
CONFIRM_SALT = "routines.accounts.confirm"

PASSWORD_WORDS: dict[str, Any] = {
    "password_too_short": _("At least %(min_length)d characters, please."),
    "password_too_common": _("Many people use this one, so it is easy to guess. Choose another."),
    "password_too_similar": _("This is too much like your email. Choose another."),
}


# The same form sent again


def form_key_of(request: HttpRequest) -> UUID | None:
    """The key of the form that was sent; None if it had none, or nonsense."""
    try:
        return UUID(request.POST.get(FORM_KEY, ""))
    except ValueError:
        return None


def _browser_of(request: HttpRequest) -> str:
    """A hash of the secret that guards this browser's forms until the next sign-in."""
    secret = request.META.get("CSRF_COOKIE", "")
    return salted_hmac("routines.accounts.browser", secret, algorithm="sha256").hexdigest()


def begin_as_guest(request: HttpRequest) -> User:
    """Create a guest, and sign this browser in as them.

    The same form sent again by the same browser, before it was signed in, gives the
    same guest. Raises TooOften if this network began too many diaries in the last hour.
    """
    form_key, browser = form_key_of(request), _browser_of(request)
    if FirstForm.objects.owner_of(form_key, browser) is None:
        limits.count(request, "guest")
    guest = _guest_for(form_key, browser)
    login(request, guest)
    return guest


def _guest_for(form_key: UUID | None, browser: str) -> User:
    if form_key is None:
        return User.objects.create_guest()
    try:
        with transaction.atomic():
            guest = User.objects.create_guest()
            guest.first_forms.create(form_key=form_key, browser=browser)
            return guest
    except IntegrityError:
        owner = FirstForm.objects.owner_of(form_key, browser)
        # An account is opened by its password alone.
        return owner if owner and owner.is_guest else User.objects.create_guest()


# Signing up where mail is sent: the account waits for the link


def ask_for_account(request: HttpRequest, email: str, password: str, *, at: datetime) -> None:
    """Keep an email and a password for this browser's guest, and mail a link to confirm them.

    Who is not signed in becomes a guest. An address that has an account already gets
    another mail and nothing else is different, so that nobody can find out. The same form
    with the same answer does nothing more.
    """
    person = request.user if isinstance(request.user, User) else begin_as_guest(request)
    pending = _keep_pending(person, email, password, form_key_of(request), at)
    if pending is not None and not send_link(request, pending):
        # The link in the mail of a moment ago holds another key.
        pending.mark_mail(is_sent=False)


def _keep_pending(
    person: User, email: str, password: str, form_key: UUID | None, at: datetime
) -> PendingAccount | None:
    """Write what to sign up with; None if it is there, or the guest has an account by now."""
    password = normal_password(password)
    hashed = make_password(password)
    with transaction.atomic():
        person = User.objects.for_update(person)
        kept = PendingAccount.objects.filter(owner=person, form_key=form_key, email=email).first()
        is_there = kept is not None and check_password(password, kept.password)
        if is_there or not person.is_guest:
            return None
        answer = {"email": email, "password": hashed, "form_key": form_key, "asked_at": at}
        fresh = {"key": uuid4(), "is_mail_sent": True}
        return PendingAccount.objects.update_or_create(owner=person, defaults=answer | fresh)[0]


def send_link(request: HttpRequest, pending: PendingAccount) -> bool:
    """Mail the link to confirm, and write whether that could be done.

    Gives False, and writes nothing, if this address got a few mails a moment ago. An
    address that has an account is told so instead.
    """
    limit = {"action": "confirm_email", "key": pending.email}
    if not ratelimit.consume(request, **limit, dry_run=True):
        return False
    name, context = _mail_about(request, pending)
    is_sent = AccountAdapter(request).deliver(f"account/email/{name}", pending.email, context)
    if is_sent:
        ratelimit.consume(request, **limit)
    pending.mark_mail(is_sent=is_sent)
    return True


def _mail_about(request: HttpRequest, pending: PendingAccount) -> tuple[str, dict[str, str]]:
    """The mail for a pending account: its name, and the addresses that it tells."""
    addresses = {
        "activate_url": reverse("account_confirm_email", args=[link_of(pending)]),
        "sign_in_url": reverse("account_login"),
        "password_reset_url": reverse("account_reset_password"),
    }
    is_known = User.objects.filter(email=pending.email).exists()
    name = "account_already_exists" if is_known else "email_confirmation"
    return name, {key: public_address(request, path) for key, path in addresses.items()}


def public_address(request: HttpRequest, path: str) -> str:
    """The whole address of a path, for a mail: under PUBLIC_URL, or the request's host without it.

    What a request says of the host and the proxy would else lead a person's link elsewhere.
    """
    if settings.PUBLIC_URL:
        return f"{settings.PUBLIC_URL}{path}"
    return request.build_absolute_uri(path)


def link_of(pending: PendingAccount) -> str:
    """What the link that confirms a pending account holds, signed with the time."""
    return signing.dumps([pending.owner_id, pending.key.hex], salt=CONFIRM_SALT)


def _read_link(link: str) -> tuple[int, UUID] | None:
    """The person and the key of a link; None if it is not ours, or too old."""
    try:
        owner_id, key = signing.loads(link, salt=CONFIRM_SALT, max_age=CONFIRM_WITHIN)
    except signing.BadSignature:
        return None
    return owner_id, UUID(key)


def pending_of(link: str) -> PendingAccount | None:
    """What a link confirms; None if it was used, is too old, or another answer came since."""
    read = _read_link(link)
    pending = PendingAccount.objects.filter(owner=read[0], key=read[1]) if read else None
    return pending.select_related("owner").first() if pending else None


def confirmed_by(link: str) -> int | None:
    """The key of the person whom this link gave an account; None if it gave none."""
    read = _read_link(link)
    has_account = read and User.objects.filter(pk=read[0], is_guest=False).exists()
    return read[0] if read and has_account else None


def confirm(request: HttpRequest, pending: PendingAccount) -> bool:
    """Make the account, and keep this browser signed in if it is the person's.

    Gives False, and writes nothing, if the address belongs to another account by now.
    """
    try:
        with transaction.atomic():
            person = User.objects.for_update(pending.owner)
            if PendingAccount.objects.filter(pk=pending.pk, key=pending.key).delete()[0]:
                person.become_account(email=pending.email, password=pending.password)
                EmailAddress.objects.filter(user=person).delete()
                EmailAddress.objects.create(
                    user=person, email=pending.email, verified=True, primary=True
                )
    except IntegrityError:
        return False
    if request.user == person:
        update_session_auth_hash(request, person)
    return not person.is_guest


# Signing up on a server without mail: nothing can be confirmed, so the account is made


def sign_up_at_once(request: HttpRequest, email: str, password: str) -> bool:
    """Make the account and sign this browser in; False if the email has an account already.

    The same form with the same answer gives the same account.
    """
    password = normal_password(password)
    hashed = make_password(password)
    form_key, browser = form_key_of(request), _browser_of(request)
    try:
        with transaction.atomic():
            known = request.user if isinstance(request.user, User) else None
            person = User.objects.for_update(known) if known else User(is_guest=True)
            if person.is_guest:
                person.become_account(email=email, password=hashed)
                PendingAccount.objects.filter(owner=person).delete()
                _keep_form(person, form_key, browser)
    except IntegrityError:
        person = FirstForm.objects.owner_of(form_key, browser) or User()
    fits = person.password == hashed or person.check_password(password)
    if person.email != email or not fits:
        return False
    login(request, person)
    return True


def _keep_form(person: User, form_key: UUID | None, browser: str) -> None:
    """Write which form made an account, unless it made another one before."""
    if form_key is not None:
        FirstForm.objects.get_or_create(
            form_key=form_key, browser=browser, defaults={"owner": person}
        )


class AccountAdapter(DefaultAccountAdapter):
    """allauth's adapter: our words, and mail that may fail."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "This email and this password do not belong together. Look at both once more."
        ),
        "email_taken": _("There is an account with this email already. Sign in instead."),
        "too_many_login_attempts": _("That was a lot at once. Wait a few minutes, then try again."),
    }

    def is_safe_url(self, url: str) -> bool:
        """Whether it is a page of this site. allauth's own fails on what is no address."""
        return url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def clean_email(self, email: str) -> str:
        """The email. Raises ValidationError if it is too long for the column."""
        most = User._meta.get_field("email").max_length or 0
        if len(email) > most:
            raise ValidationError(_("Use at most %(most)s characters.") % {"most": most})
        return email

    def clean_password(self, password: str, user: User | None = None) -> str:
        """The password's normal form. Raises ValidationError, in our words, if easy to guess."""
        password = normal_password(password)
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

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address of the visitor; of the nearest proxy where the list of them is too short."""
        try:
            return str(super().get_client_ip(request))
        except (ImproperlyConfigured, PermissionDenied):
            return request.META.get("REMOTE_ADDR") or "unknown"

    def wrong_passwords_key(self, request: HttpRequest, email: str) -> str:
        """What wrong passwords are counted by: nobody locks an owner out from elsewhere."""
        return f"{email.lower()} from {get_ip(request)}"

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        return self.wrong_passwords_key(request, credentials.get("email", ""))

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link that a mail for a new password holds."""
        uid, _dash, token = key.partition("-")
        named = {"uidb36": uid, "key": token}
        return public_address(
            self.request, reverse("account_reset_password_from_key", kwargs=named)
        )

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail; `is_mail_away` of the request says if that failed."""
        self.request.is_mail_away = not self.deliver(template_prefix, email, context)

    def deliver(self, template_prefix: str, email: str, context: dict[str, Any]) -> bool:
        """Send a mail. A failure gives False and a line in the log, without the address."""
        try:
            super().send_mail(template_prefix, email, context | self._links_of(context))
        except (OSError, ValueError) as error:
            log.warning("A mail could not be sent (%s).", type(error).__name__)
            return False
        return True

    def _links_of(self, context: dict[str, Any]) -> dict[str, str]:
        """allauth's own link in a mail, with our address."""
        if "signup_url" not in context:
            return {}
        return {"signup_url": public_address(self.request, reverse("account_signup"))}
