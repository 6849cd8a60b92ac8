"""The product's addresses, and the page that Today is measured against."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import include, path

from routines.http import PersonRequest
from routines.models import Session


def minimal(request: PersonRequest) -> HttpResponse:
    """Session, user, one indexed query, a template of twenty rows."""
    rows = Session.objects.filter(owner=request.user).order_by("-started_at")[:20]
    return render(request, "minimal.html", {"rows": rows})


urlpatterns = [
    path("minimal/", minimal),
    path("", include("backflex.urls")),
]
handler404 = "routines.views.errors.not_found"
