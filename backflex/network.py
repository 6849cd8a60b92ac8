"""Which addresses this machine answers on."""

import socket

from backflex.env import bracketed

LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]


def home_address() -> str | None:
    """This machine's address on the home network, or None without a network.

    Connecting a datagram socket sends nothing: the system only chooses which of its
    own addresses it would use.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return None
        address = str(probe.getsockname()[0])
    return None if address.startswith(("127.", "0.")) else address


def hosts_for(listening_on: str) -> list[str]:
    """The host names to accept when the server listens on `listening_on`."""
    if listening_on in ("0.0.0.0", "::"):  # noqa: S104
        home = home_address()
        return [*LOCAL_HOSTS, home] if home else LOCAL_HOSTS
    host = bracketed(listening_on)
    return LOCAL_HOSTS if host in LOCAL_HOSTS else [*LOCAL_HOSTS, host]
