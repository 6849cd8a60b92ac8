"""The worker process of the server: waitress under gunicorn.

gunicorn binds the address, starts the workers, replaces one that dies and ends them in
order. In each, waitress reads every request whole, in one loop for all connections, before
a thread is given it; so a slow connection keeps no thread busy.
"""

import logging
import os
import socket
import time

from django.conf import settings
from gunicorn.workers.base import Worker as GunicornWorker
from waitress import create_server, wasyncore
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.task import ErrorTask, Task, WSGITask
from waitress.utilities import RequestEntityTooLarge

# Below the 1,024 files that a process may usually hold open.
CONNECTIONS = 900
IDLE_SECONDS = 30
HEADER_BYTES = 32 * 1024
# What a browser goes on sending, once it is answered, is read for so long and thrown away;
# closed at once, the connection would break before the answer is shown.
LINGER_SECONDS = 10


class AppTask(WSGITask):
    """One request given to Django; an answer to HEAD has no body."""

    def write(self, data: bytes) -> None:
        """Send the header, and what belongs to the body."""
        super().write(b"" if self.request.command == "HEAD" else data)


class TooLargeTask(AppTask):
    """A request whose body was left unread, given to Django for the page that says so."""

    def execute(self) -> None:
        """Answer, then end the connection: the rest of the body is no further request."""
        if self.request.chunked:
            self.request.headers["CONTENT_LENGTH"] = str(self.request.body_bytes_received)
        self.channel.is_refused = True
        self.request.headers["CONNECTION"] = "close"
        super().execute()


def refusal(channel: HTTPChannel, request: HTTPRequestParser) -> Task:
    """The task that answers a request with an error: only one too large has a page of ours."""
    if isinstance(request.error, RequestEntityTooLarge):
        return TooLargeTask(channel, request)
    return ErrorTask(channel, request)


class Channel(HTTPChannel):
    """A connection, which is closed gently after a body was refused."""

    task_class = AppTask
    error_task_class = staticmethod(refusal)
    is_refused = False
    lingers_until: float | None = None

    def readable(self) -> bool:
        """Whether to read: the next request, or what is thrown away."""
        return self.lingers_until is not None or super().readable()

    def received(self, data: bytes) -> bool:
        """Take in what was read, unless nobody waits for it."""
        if self.lingers_until is None:
            return bool(super().received(data))
        if time.monotonic() > self.lingers_until:
            self.handle_close()
        return False

    def handle_close(self) -> None:
        """Close; after a refusal only half, until the other side is done or too slow."""
        if self.is_refused and self.lingers_until is None and self.connected:
            self.lingers_until = time.monotonic() + LINGER_SECONDS
            self.will_close = self.close_when_flushed = False
            try:
                self.socket.shutdown(socket.SHUT_WR)
            except OSError:
                super().handle_close()
            return
        super().handle_close()


class Worker(GunicornWorker):
    """A process of gunicorn in which waitress serves."""

    def run(self) -> None:
        """Serve until told to end, then end what was begun."""
        # That a request waits for a thread is no trouble to tell of.
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        connections: dict[int, wasyncore.dispatcher] = {}
        server = create_server(
            self.wsgi,
            map=connections,
            sockets=[listener.sock for listener in self.sockets],
            threads=self.cfg.threads,
            connection_limit=CONNECTIONS,
            channel_timeout=IDLE_SECONDS,
            cleanup_interval=5,
            max_request_body_size=settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1,
            max_request_header_size=HEADER_BYTES,
            # Django decides which headers of a proxy it believes.
            clear_untrusted_proxy_headers=False,
            ident="",
        )
        server.channel_class = Channel
        while self.alive and self.ppid == os.getppid():
            self._serve(connections, 1)
        server.accepting = False
        ends_at = time.monotonic() + self.cfg.graceful_timeout
        while self._is_busy(server.active_channels) and time.monotonic() < ends_at:
            self._serve(connections, 0.05)

    def _serve(self, connections: dict[int, wasyncore.dispatcher], seconds: float) -> None:
        self.notify()
        wasyncore.poll2(seconds, connections)

    def _is_busy(self, channels: dict[int, Channel]) -> bool:
        """Whether an answer is being made or sent."""
        return any(channel.requests or channel.total_outbufs_len for channel in channels.values())
