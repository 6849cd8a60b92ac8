"""Why these rules: the whole table with what each row rests on, for everybody."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from routines.library.conditions import known_conditions
from routines.library.sources import known_sources
from routines.models.labels import label_of
from routines.progression.published.glossary import TERMS
from routines.progression.published.sources import GROUNDS
from routines.progression.published.table import FAMILIES, STRENGTHS, rows_of
from routines.progression.rules.rule import in_words
from routines.vocabulary import Condition


@login_not_required
@require_safe
def evidence(request: HttpRequest) -> HttpResponse:
    """Every rule with its condition, what it does, and what it rests on."""
    context = {
        "families": [
            (family.slug, gettext(family.title), rows_of(family, gettext)) for family in FAMILIES
        ],
        "terms": [(gettext(word), in_words(meaning, gettext)) for word, meaning in TERMS],
    }
    return TemplateResponse(request, "evidence/rules.html", context)


@login_not_required
@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """How firm each threshold is, why moves change with health, and the sources in full."""
    known = known_sources()
    context = {
        "grounds": [
            (in_words(ground.what, gettext), gettext(STRENGTHS[ground.strength]), ground.names)
            for ground in GROUNDS
        ],
        "conditions": [
            (
                label_of(Condition(slug)),
                condition.why,
                [known[key].name for key in condition.sources],
            )
            for slug, condition in known_conditions().items()
        ],
        "sources": sorted(known.items()),
    }
    return TemplateResponse(request, "evidence/sources.html", context)
