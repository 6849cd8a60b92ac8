#!/usr/bin/env python
"""Django's command line, for Backflex."""

import os
import sys


def main() -> None:
    """Run one management command; a wrong setting is one sentence and exit 1."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backflex.settings")
    # A terminal without some letter still gets the rest.
    sys.stdout.reconfigure(errors="replace")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"Wrong setting: {error}")


if __name__ == "__main__":
    main()
