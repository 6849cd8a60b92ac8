"""JSON that is written once and read often."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from django.db import models

# A library has a few hundred different texts.
_decoded = lru_cache(maxsize=4096)(json.loads)


class KeptJSONField(models.JSONField):
    """A JSON field of the library, whose equal texts are decoded once in a process.

    Rows share what it gives, so that nobody may change that: set the field anew.
    A query joins the same exercise to each of its doses, and to decode it each time
    takes a third of the time in which all ladders are read.
    """

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """The decoded value."""
        return _decoded(value) if isinstance(value, str) else value

    def deconstruct(self) -> Any:
        """To the database it is any JSON field."""
        name, _, arguments, options = super().deconstruct()
        return name, "django.db.models.JSONField", arguments, options
