"""The settings of gunicorn, which starts, replaces and ends the worker processes."""

import os

workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
worker_class = "backflex.server.Worker"
threads = 4
timeout = 30
graceful_timeout = 20
# Read once, before there are workers: a quicker start, and less memory.
preload_app = True
control_socket_disable = True
loglevel = "warning"
