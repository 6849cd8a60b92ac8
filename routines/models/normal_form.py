"""The one form in which emails and passwords are compared, however they were typed."""

from __future__ import annotations

import unicodedata

PUNYCODE = "xn--"
# Putting thousands of accents on one letter in order takes long; nobody types them.
LONGEST = 4096


def normal_email(email: str) -> str:
    """The email with one form for each letter (NFKC), in lower case, its domain in punycode.

    Blanks around it and signs that cannot be seen go. What is no email comes out as
    something that is none either. Does nothing to what is longer than LONGEST.
    """
    if len(email) > LONGEST:
        return email
    seen = "".join(sign for sign in email if unicodedata.category(sign) != "Cf")
    local, at, domain = unicodedata.normalize("NFKC", seen).strip().lower().rpartition("@")
    labels = domain.replace("。", ".").split(".")
    return local + at + ".".join(map(_in_punycode, labels)) if at else domain


def _in_punycode(label: str) -> str:
    """The part of a domain as machines write it; as it is if no domain can have it."""
    is_name = all(sign == "-" or unicodedata.category(sign)[0] in "LMN" for sign in label)
    if label.isascii() or not is_name:
        return label
    return PUNYCODE + label.encode("punycode").decode("ascii")


def readable_email(email: str) -> str:
    """An email in its normal form with the domain as people write it."""
    local, at, domain = email.rpartition("@")
    try:
        shown = local + at + ".".join(map(_in_letters, domain.split(".")))
    except UnicodeError:
        return email
    return shown if normal_email(shown) == email else email


def _in_letters(label: str) -> str:
    """The part of a domain as people write it. Raises UnicodeError if it is no punycode."""
    if not label.startswith(PUNYCODE):
        return label
    return label.removeprefix(PUNYCODE).encode("ascii").decode("punycode")


def normal_password(password: str) -> str:
    """The password with one form for each letter (NFKC); as it is if longer than LONGEST."""
    return password if len(password) > LONGEST else unicodedata.normalize("NFKC", password)
