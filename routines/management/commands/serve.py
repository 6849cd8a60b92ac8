"""Sets up what is missing, then serves."""

import os
import socket
import sys
from typing import Any

import segno
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from backflex import env, network, set_up

EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104


class Command(BaseCommand):
    """Does what is new of migrating, loading and gathering; prints the address; serves."""

    help = "Migrate, load the library and serve with gunicorn on HOST and PORT."

    def handle(self, *args: Any, **options: Any) -> None:
        """Set up, then replace this process with gunicorn.

        Raises CommandError if the address cannot be served.
        """
        host = env.text("HOST", "127.0.0.1")
        port = env.whole("PORT", 8000)
        # gunicorn reads this variable too, and would answer a wrong one with a traceback.
        os.environ["WEB_CONCURRENCY"] = str(env.whole("WEB_CONCURRENCY", 2, least=1))
        self._refuse_port_in_use(host, port)
        if not set_up.is_migrated():
            call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        set_up.load_library()
        set_up.gather_static_files()
        self._print_address(host, port)
        os.execvp(  # noqa: S606
            "gunicorn",  # noqa: S607
            [
                "gunicorn",
                "backflex.wsgi",
                "--config",
                str(settings.BASE_DIR / "backflex" / "server_settings.py"),
                "--bind",
                f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
            ],
        )

    def _refuse_port_in_use(self, host: str, port: int) -> None:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except (OSError, OverflowError) as error:
                raise CommandError(
                    f"Cannot serve on {host} port {port} ({error}); choose another, for"
                    f" example: PORT={port + 1 if port < 65535 else 8000} make run"
                ) from None

    def _print_address(self, host: str, port: int) -> None:
        if host not in EVERYWHERE:
            self.stdout.write(f"\nBackflex is at http://{host}:{port}/\n")
            return
        self.stdout.write(f"\nBackflex is at http://127.0.0.1:{port}/ on this machine.")
        home = network.home_address()
        if home is None:
            self.stdout.write("No home network was found, so no other device reaches it.")
            return
        address = f"http://{home}:{port}/"
        self.stdout.write(f"On the home network: {address}\n")
        segno.make(address).terminal(out=sys.stdout, compact=True)
