"""What a person sends from the player."""

from routines.models import Step

HTMX = {"HX-Request": "true", "HX-Target": "player"}
REPORT = {
    "version": "0",
    "quality": "ache",
    "during": "6",
    "spread": "none",
    "neuro": "none",
    "done_percent": "50",
}


def done(step: Step, **more: str) -> dict[str, str]:
    return {"version": str(step.version), "status": "done", **more}
