"""The one app of Backflex."""

from django.apps import AppConfig


class RoutinesConfig(AppConfig):
    """The app `routines`, with its system checks."""

    name = "routines"

    def ready(self) -> None:
        """Register the system checks."""
        from routines import checks  # noqa: F401
