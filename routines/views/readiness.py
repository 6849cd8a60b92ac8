"""Is the server alive, and can it do its work?"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from backflex import readiness, storage


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when the process answers; it asks nothing else."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """A line for each thing that is checked; 200 when all are well, else 503."""
    found = readiness.what_is_amiss()
    lines = "".join(f"{name}: {amiss or 'ok'}\n" for name, amiss in found.items())
    status = 503 if any(found.values()) else 200
    response = HttpResponse(lines, status=status, content_type="text/plain; charset=utf-8")
    if status == 503:
        response["Retry-After"] = str(storage.RETRY_AFTER_SECONDS)
    return response
