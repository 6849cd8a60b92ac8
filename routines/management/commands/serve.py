"""Sets up what is missing, then serves."""

import errno
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
# No address of this machine, or of a kind that it does not have.
NOT_OURS = (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)


class Command(BaseCommand):
    """Does what is new of migrating, loading and gathering; prints the address; serves."""

    help = "Migrate, load the library and serve with gunicorn on HOST and PORT."

    def handle(self, *args: Any, **options: Any) -> None:
        """Set up, then replace this process with gunicorn.

        Raises CommandError if the address cannot be served.
        """
        host = env.listening_host()
        port = env.whole("PORT", 8000, least=1, most=65535)
        # gunicorn reads this variable too, and would answer a wrong one with a traceback.
        os.environ["WEB_CONCURRENCY"] = str(env.whole("WEB_CONCURRENCY", 2, least=1, most=64))
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
                f"{env.bracketed(host)}:{port}",
            ],
        )

    def _refuse_port_in_use(self, host: str, port: int) -> None:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                is_elsewhere = isinstance(error, socket.gaierror) or error.errno in NOT_OURS
                other = (
                    "HOST=127.0.0.1"
                    if is_elsewhere
                    else f"PORT={port + 1 if port < 65535 else 8000}"
                )
                raise CommandError(
                    f"Cannot serve on {host} port {port} ({error}); choose another, for"
                    f" example: {other} make run"
                ) from None

    def _print_address(self, host: str, port: int) -> None:
        if host not in EVERYWHERE:
            self.stdout.write(f"\nBackflex is at http://{env.bracketed(host)}:{port}/\n")
            return
        self.stdout.write(f"\nBackflex is at http://127.0.0.1:{port}/ on this machine.")
        home = network.home_address()
        if home is None:
            self.stdout.write("No home network was found, so no other device reaches it.")
            return
        address = f"http://{home}:{port}/"
        self.stdout.write(f"On the home network: {address}\n")
        segno.make(address).terminal(out=sys.stdout, compact=True)
