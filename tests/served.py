"""A waitress of our own that can be killed with -9 and is there again at once.

The parent loads the application and never answers; a child forked from it serves. When the child dies, the next one is
forked. Run as a script it is the parent: `python -m tests.served PORT`.
"""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent


class Server:
    """The application over the database of the test, in processes apart."""

    def __init__(self, folder: Path, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.told = folder / "child"
        self.file = folder / "served.sqlite3"
        self.port = port
        self.environment = os.environ | {
            "SECRET_KEY": settings.SECRET_KEY, "BASE_URL": self.url, "VAR_DIR": str(folder), "DEBUG": "False",
            "DATABASE_URL": self._database(), "SERVED_CHILD": str(self.told), "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "leadership.settings",
        }  # fmt: skip
        self.log = folder / "served.log"
        self.start()

    def start(self) -> None:
        with self.log.open("ab") as log:
            command = [sys.executable, "-m", "tests.served", str(self.port)]
            self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)

    def _database(self) -> str:
        """PostgreSQL's is shared; of SQLite's, which lies in memory, a copy is served from a file."""
        connection.ensure_connection()
        if connection.vendor == "sqlite":
            with sqlite3.connect(self.file) as copy:
                connection.connection.backup(copy)
            return f"sqlite:///{self.file}"
        told = connection.settings_dict
        return f"postgres://{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT']}/{told['NAME']}"

    def rows(self, question: str) -> list[tuple]:
        """What the served database holds."""
        if connection.vendor == "sqlite":
            with sqlite3.connect(self.file, timeout=20) as opened:
                return opened.execute(question).fetchall()
        with connection.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchall()

    def child(self) -> int:
        """The process that answers now."""
        until = time.monotonic() + 30
        while time.monotonic() < until:
            if self.told.exists() and self.told.read_text().isdigit():
                return int(self.told.read_text())
            time.sleep(0.01)
        raise TimeoutError("the server has not started")

    def kill(self) -> None:
        """-9, in the middle of whatever it does; the next one starts by itself."""
        number = self.child()
        self.told.unlink()
        os.kill(number, signal.SIGKILL)

    def stop(self) -> None:
        """The whole of it, as if the machine were switched off."""
        self.process.terminate()
        self.process.wait(timeout=10)
        self.told.unlink(missing_ok=True)


def serve(port: int) -> None:
    import django
    from django.urls import get_resolver
    from waitress import serve as listen

    from leadership.wsgi import application

    django.setup()
    get_resolver().url_patterns  # noqa: B018 – loaded once, before there are children
    child = 0

    def end(*_: object) -> None:
        if child:
            os.kill(child, signal.SIGKILL)
        os._exit(0)

    while True:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        child = os.fork()
        if not child:
            told = Path(os.environ["SERVED_CHILD"])
            told.with_suffix(".new").write_text(str(os.getpid()))
            told.with_suffix(".new").rename(told)
            listen(application, listen=f"127.0.0.1:{port}", threads=8, _quiet=True)
            os._exit(0)
        signal.signal(signal.SIGTERM, end)
        os.waitpid(child, 0)


if __name__ == "__main__":
    serve(int(sys.argv[1]))
