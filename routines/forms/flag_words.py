"""Words in a note that lead to the red-flag questions. They change nothing else."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from django.utils.translation import gettext

# One text with commas, so that each language gives its own words and its own phrases.
WORDS = (
    "numb, numbness, tingling, tingles, pins and needles, weak, weakness, gives way, gave way,"
    " both legs, genitals, bladder, bowel, bowels, wetting, wet myself,"
    " incontinence, incontinent, fever, feverish, high temperature, chest pain, chest pains,"
    " pain in my chest, losing weight, weight loss, lump"
)


def flag_word_in(note: str) -> str:
    """The first whole word or phrase of the list in `note`; empty if there is none."""
    # Translators: words and phrases, between commas, that may mean a red flag for a back.
    match = _pattern(gettext(WORDS)).search(_plain(note))
    return match.group() if match else ""


@cache
def _pattern(words: str) -> re.Pattern[str]:
    # The longest first, so that a phrase wins over its own first words.
    longest_first = sorted((_plain(word) for word in words.split(",")), key=len, reverse=True)
    # A phrase counts also where the space in it was forgotten, or is one that nobody sees.
    phrases = (" ?".join(map(re.escape, phrase.split())) for phrase in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)")


def _plain(text: str) -> str:
    """The text in plain small letters, with single spaces, and a space for each hyphen.

    Accents, and characters that nobody sees, are left out.
    """
    letters = unicodedata.normalize("NFKD", text).casefold()
    seen = (char for char in letters if char.isspace() or unicodedata.category(char)[0] not in "CM")
    return " ".join(re.sub(r"[-_‐-―]", " ", "".join(seen)).split())
