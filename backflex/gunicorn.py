"""The configuration of gunicorn: a few threads per worker, no control socket, short logs."""

import os

workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 4
timeout = 30
graceful_timeout = 20
keepalive = 5
max_requests = 0
control_socket_disable = True
loglevel = "warning"
