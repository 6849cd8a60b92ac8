"""Words in a note that open the red-flag questions, and do nothing else."""

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
    """The first whole word or phrase of the list that the note holds; empty without one."""
    # Translators: words and phrases, between commas, that may mean a red flag for a back.
    found = _pattern(gettext(WORDS)).search(_plain(note))
    return found.group() if found else ""


@cache
def _pattern(words: str) -> re.Pattern[str]:
    known = sorted((_plain(word) for word in words.split(",")), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(word) for word in known)})(?!\w)")


def _plain(text: str) -> str:
    """Without what does not tell words apart: case, hyphens, width, more than one space."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.sub(r"[-‐-―]", " ", folded).split())
