"""gunicorn -c deploy/gunicorn.conf.py leadership.wsgi:application"""

import multiprocessing
import os

from gunicorn.glogging import Logger

bind = os.environ.get("GUNICORN_BIND", "127.0.0.1:8001")
workers = int(os.environ.get("WEB_CONCURRENCY", multiprocessing.cpu_count() * 2 + 1))
# A page of a large list or a long report may take its time; a stuck worker may not.
timeout = 60
graceful_timeout = 30
# Memory that long reports leave behind is given back now and then, not by all workers at once.
max_requests = 2000
max_requests_jitter = 200
# Heartbeats in memory: a busy disk must not look like a dead worker.
worker_tmp_dir = "/dev/shm"
# Only the proxy on this machine may say that a request came over HTTPS.
forwarded_allow_ips = "127.0.0.1"
accesslog = "-"
errorlog = "-"


class QuietAboutSecrets(Logger):
    """Addresses that hold a secret, the code of a questionnaire or the link of a calendar, stand in no log."""

    def access(self, resp, req, environ, request_time):
        if not environ.get("PATH_INFO", "").startswith(("/answer/", "/calendar/")):
            super().access(resp, req, environ, request_time)


logger_class = QuietAboutSecrets
