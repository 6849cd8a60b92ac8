"""Text that people type, without what nobody can see."""

from __future__ import annotations

import re
import unicodedata

# They hold emoji together, and part the letters of Persian and of languages of India.
JOINERS = "\u200c\u200d"
# Letters and a symbol by their category, and yet nothing of them can be seen.
FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
UNSEEN = {"Cc", "Cf", "Cs"}
LINE_END = re.compile("\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")


def without_unseen(text: str) -> str:
    """The text without control and format characters, except the joiners and blanks."""
    return "".join(
        char
        for char in text
        if char in JOINERS or char.isspace() or unicodedata.category(char) not in UNSEEN
    )


def in_one_line(text: str) -> str:
    """The text with a single space for each run of blanks and line ends."""
    return " ".join(text.split())


def in_lines(text: str) -> str:
    """The text with `\\n` at the end of each line, and a space for every other blank."""
    lines = LINE_END.sub("\n", text).split("\n")
    plain = ("".join(" " if char.isspace() else char for char in line) for line in lines)
    return "\n".join(line.rstrip() for line in plain).strip()


def can_be_seen(text: str) -> bool:
    """Whether a letter, a digit, a sign or a symbol is in it."""
    return any(unicodedata.category(char)[0] in "LNPS" and char not in FILLERS for char in text)
