"""`python3 start.py` serves the application; `python3 start.py test [ARGS]` runs its tests.

Needs Python 3.11 and its standard library alone. Both commands may be repeated: what is ready is left as it is.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import zlib
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
UNFINISHED = VENV / "unfinished"  # lies there while packages are being installed
RUN, TEST = ROOT / "requirements.txt", ROOT / "requirements-test.txt"
NATIVE = ROOT / "var" / "native"  # system libraries unpacked where the system itself may not be changed
PDF_DEBS = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]
APT_PATIENCE = ["-o", "Acquire::http::Timeout=15", "-o", "Acquire::https::Timeout=15", "-o", "Acquire::Retries=1"]
PDF_CHECK = (
    "import sys; from pathlib import Path; from leadership.core.papers import runtime; "
    "sys.exit(0 if runtime.prepare(Path('var')) else 1)"
)
LOCAL_POSTGRESQL = "postgres://postgres@127.0.0.1:5432/"
CI = os.environ.get("CI") == "true"


class Refusal(Exception):
    """A sentence for the person at the terminal, who can do something about it."""


class Step:
    """One line of progress: rewritten in place on a terminal, repeated every few seconds elsewhere."""

    def __init__(self, number: int, title: str):
        self.head = f"[{number}/5] {title}"
        self.started, self.shown, self.limit = time.monotonic(), float("-inf"), float("inf")
        self.show("…")

    def passed(self) -> float:
        return time.monotonic() - self.started

    def show(self, text: str, last: bool = False) -> None:
        line = f"{self.head}: {text} ({self.passed():.0f} с)"
        if sys.stdout.isatty():
            print("\r" + line.ljust(78), end="\n" if last else "", flush=True)
        elif last or time.monotonic() - self.shown > 3:
            print(line, flush=True)
            self.shown = time.monotonic()

    def run(self, command: list, log: str, note=lambda written: "…", cwd: Path = ROOT, env: dict | None = None) -> bool:
        """Run a command silently beside the live line; what it says goes to a log."""
        path = log_path(log)
        with path.open("wb") as output:
            child = subprocess.Popen(
                command, cwd=cwd, env=env or environment(), stdin=subprocess.DEVNULL, stdout=output, stderr=output
            )
        try:
            while self.passed() < self.limit:
                self.show(note(path.read_text(encoding="utf-8", errors="replace")))
                try:
                    return child.wait(timeout=0.25) == 0
                except subprocess.TimeoutExpired:
                    continue
            return False
        finally:
            stop(child)


# Settings


def env_file() -> dict[str, str]:
    """What `.env` sets, read as the application reads it."""
    path = ROOT / ".env"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return dict(re.findall(r"^(?:export )?(\w+)=(.*?)\s*$", text, re.MULTILINE))


def setting(name: str, default: str = "") -> str:
    return os.environ.get(name) or env_file().get(name, "").strip("'\"") or default


def var_dir() -> Path:
    return ROOT / setting("VAR_DIR", "var")


def log_path(name: str) -> Path:
    folder = var_dir() / "log"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{name}.log"


def environment(**chosen: str) -> dict[str, str]:
    """The environment of everything started from here."""
    ours = {"PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1", "PIP_NO_INPUT": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    return {"NATIVE_ROOT": str(NATIVE / "root"), **os.environ, **ours, **chosen}


def first_hour(host: str, port: int) -> dict[str, str]:
    """The environment to serve in: only what the operator has not set himself."""
    shown = own_address() if host == "0.0.0.0" else host
    defaults = {"SECRET_KEY": secret_key(), "DEMONSTRATION": "True", "BASE_URL": f"http://{shown}:{port}"}
    return environment(**{name: value for name, value in defaults.items() if not setting(name)})


def secret_key() -> str:
    """Made once and kept: another key would sign everybody out."""
    path = var_dir() / "secret_key"
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or not path.read_text():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text()


def own_address() -> str:
    """The address neighbours see; connecting a datagram socket sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return probe.getsockname()[0]
        except OSError:
            return "127.0.0.1"


# The Python environment


def make_venv(step: Step) -> None:
    if PYTHON.exists() and not UNFINISHED.exists() and step.run([PYTHON, "-m", "pip", "--version"], "venv"):
        return step.show("готово", last=True)
    if not all(importlib.util.find_spec(module) for module in ("venv", "ensurepip")):
        raise Refusal("Не хватает модуля venv. Установите его (apt-get install python3-venv) и повторите команду.")
    if not step.run([sys.executable, "-m", "venv", "--clear", VENV], "venv"):
        raise Refusal(f"Не удалось создать {VENV}.\n{tail('venv')}")
    return step.show("создано", last=True)


def install(step: Step, requirements: Path) -> None:
    """Install a locked set; a stamp in the environment says which sets are already there."""
    stamp = stamp_of(requirements)
    if stamp.exists() and stamp.read_text() == digest(requirements):
        return step.show("уже установлены", last=True)
    UNFINISHED.touch()
    for old in VENV.glob("*.installed"):
        old.unlink()
    pip = [PYTHON, "-m", "pip", "install", "--progress-bar=off", "--require-hashes", "-r", requirements]
    uv = shutil.which("uv")
    if not (uv and step.run([uv, "pip", "install", "--python", PYTHON, *pip[5:]], "packages", counted(requirements))):
        if not step.run(pip, "packages", counted(requirements)):
            raise Refusal(f"Пакеты не установились. Проверьте связь и повторите команду.\n{tail('packages')}")
    for covered in (RUN, TEST):
        if pins(covered) <= pins(requirements):
            stamp_of(covered).write_text(digest(covered))
    UNFINISHED.unlink()
    return step.show(f"установлено {installed()}", last=True)


def counted(requirements: Path):
    """How far the installer is, told from its words and from the packages in place."""
    total, before = len(pins(requirements)), installed()

    def note(written: str) -> str:
        asked = total - len(re.findall(r"^Ignoring ", written, re.MULTILINE))
        batch = re.search(r"^Installing collected packages: (.*)", written, re.MULTILINE)
        if batch:
            return f"установлено {max(installed() - before, 0)} из {batch[1].count(',') + 1}"
        return f"получено {len(re.findall(r'^(?:Collecting|Requirement already)', written, re.MULTILINE))} из {asked}"

    return note


def installed() -> int:
    return len(list(VENV.glob("[Ll]ib/**/site-packages/*.dist-info")))


def pins(requirements: Path) -> set[str]:
    return set(re.findall(r"^[\w.-]+==[^\s;]+", requirements.read_text(encoding="utf-8"), re.MULTILINE))


def stamp_of(requirements: Path) -> Path:
    return VENV / f"{requirements.stem}.installed"


def digest(requirements: Path) -> str:
    return hashlib.sha256(requirements.read_bytes()).hexdigest()


# System libraries of the PDF printer


def prepare_pdf(step: Step) -> bool:
    """Install for everybody, else unpack for ourselves, else do without."""
    tried = NATIVE / "tried"
    step.limit = 45 if tried.exists() else 300  # where the first attempt failed, the next ones are brief
    ready = pdf_works(step)
    if not ready and shutil.which("apt-get"):
        tried.parent.mkdir(parents=True, exist_ok=True)
        tried.touch()
        ready = (install_debs(step) and pdf_works(step)) or (unpack_debs(step) and pdf_works(step))
    if ready:
        tried.unlink(missing_ok=True)
    step.show("готово" if ready else "нет", last=True)
    if not ready:
        print(
            f"      PDF создаваться не будут: не хватает системных библиотек {', '.join(PDF_DEBS)} (Pango).\n"
            f"      Их ставит администратор: apt-get install {' '.join(PDF_DEBS)}\n"
            "      До тех пор вместо PDF предлагается печать из браузера, остальное работает."
        )
    return ready


def pdf_works(step: Step) -> bool:
    return step.run([PYTHON, "-c", PDF_CHECK], "pdf")


def install_debs(step: Step) -> bool:
    if os.name == "nt" or os.geteuid() != 0:
        return False
    env = environment(DEBIAN_FRONTEND="noninteractive")
    apt = ["apt-get", *APT_PATIENCE, "-o", "DPkg::Lock::Timeout=30", "-y", "--no-install-recommends"]
    step.run([*apt, "update"], "apt-update", env=env)
    return step.run([*apt, "install", *PDF_DEBS], "apt-install", env=env)


def unpack_debs(step: Step) -> bool:
    """Fetch what this machine lacks with apt's state kept in a folder of ours: no rights needed."""
    lists, cache, debs, root = (NATIVE / name for name in ("lists", "cache", "debs", "root"))
    for folder in (lists / "partial", cache / "archives" / "partial", debs, root):
        folder.mkdir(parents=True, exist_ok=True)
    private = [f"Dir::State::lists={lists}", f"Dir::Cache={cache}", "Debug::NoLocking=1", "APT::Sandbox::User="]
    apt = ["apt-get", "-qq", *APT_PATIENCE, *(part for option in private for part in ("-o", option))]
    step.run([*apt, "update"], "deb-lists")
    if not step.run([*apt, "--print-uris", "-y", "--no-install-recommends", "install", *PDF_DEBS], "deb-names"):
        return False
    names = sorted(set(re.findall(r"^'[^']*' ([^_ ]*)_", log_path("deb-names").read_text(), re.MULTILINE)))
    if not names or not step.run([*apt, "download", *names], "deb-download", cwd=debs):
        return False
    return all(step.run(["dpkg-deb", "-x", deb, root], "deb-unpack") for deb in debs.glob("*.deb"))


# Serving


def serve() -> int:
    host, port = address()
    env = first_hour(host, port)
    make_venv(Step(1, "Окружение Python"))
    install(Step(2, "Пакеты"), RUN)
    prepare_pdf(Step(3, "Библиотеки для PDF"))
    demonstration = (env.get("DEMONSTRATION") or setting("DEMONSTRATION")) == "True"
    fill_database(Step(4, "База данных"), env, demonstration)
    return keep_serving(Step(5, "Сервер"), host, port, env, demonstration)


def address() -> tuple[str, int]:
    """Where to listen, refused at once rather than after a long installation."""
    host, port = setting("HOST", "127.0.0.1"), setting("PORT", "8000")
    if not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        raise Refusal(f"PORT – число от 1 до 65535, а задано «{port}».")
    with socket.socket() as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(port)))
        except OSError as error:
            raise Refusal(
                f"Адрес {host}:{port} занять нельзя ({error.strerror}). Остановите программу, которая его занимает, "
                f"или выберите другой порт: PORT={min(int(port) + 1, 65535)} python3 start.py"
            ) from None
    return host, int(port)


def fill_database(step: Step, env: dict[str, str], demonstration: bool) -> None:
    def manage(what: str, *arguments: str) -> bool:
        return step.run([PYTHON, "manage.py", *arguments], arguments[0], lambda written: what, env=env)

    if not manage("таблицы", "migrate", "--no-input"):
        raise Refusal(f"Базу данных подготовить не удалось.\n{tail('migrate')}")
    failed = [] if manage("паспорт проекта", "load_passport") else ["load_passport"]
    if demonstration and not manage("демонстрационные данные", "demo", "--if-empty"):
        failed.append("demo")
    step.show("готова", last=True)
    for name in failed:
        print(f"      Команда «{name}» не выполнена, подробности: {log_path(name)}")


def keep_serving(step: Step, host: str, port: int, env: dict[str, str], demonstration: bool) -> int:
    """The server and one worker, until a signal ends both."""
    listen = [PYTHON, "-m", "waitress", f"--listen={host}:{port}", "--threads=8", "leadership.wsgi:application"]
    children = []
    try:
        children.append(server := detached(listen, "server", env))
        children.append(worker := detached([PYTHON, "manage.py", "db_worker", "--queue-name=*"], "worker", env))
        while server.poll() is None and not answers(host, port):
            step.show("запускается")
            time.sleep(0.25)
        if server.poll() is None:
            step.show("работает", last=True)
            greet(env, demonstration)
        while server.poll() is None:
            if worker and worker.poll() is not None:
                print(f"Фоновые задания остановились, подробности: {log_path('worker')}", flush=True)
                worker = None
            time.sleep(0.5)
        raise Refusal(f"Сервер остановился.\n{tail('server')}")
    except KeyboardInterrupt:
        print("\nОстановлено.")
        return 0
    finally:
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), signal.SIG_IGN)
        stop(*children)


def detached(command: list, log: str, env: dict[str, str]) -> subprocess.Popen:
    """A child in a session of its own: Ctrl-C reaches it through us, once."""
    with log_path(log).open("wb") as output:
        return subprocess.Popen(
            command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True
        )


def answers(host: str, port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1" if host == "0.0.0.0" else host, port), timeout=1).close()
        return True
    except OSError:
        return False


def greet(env: dict[str, str], demonstration: bool) -> None:
    print(f"\nОткройте в браузере: {env.get('BASE_URL') or setting('BASE_URL')}")
    if demonstration:
        told = subprocess.run([PYTHON, "manage.py", "demo", "--accounts"], cwd=ROOT, env=env, capture_output=True)
        print(told.stdout.decode("utf-8", "replace") if told.returncode == 0 else "", end="")
    else:
        print(f"Первая учётная запись: {PYTHON.relative_to(ROOT)} manage.py createsuperuser")
    print("Остановить: Ctrl-C", flush=True)


# Testing


def test(arguments: list[str]) -> int:
    make_venv(Step(1, "Окружение Python"))
    install(Step(2, "Пакеты"), TEST)
    pdf = prepare_pdf(Step(3, "Библиотеки для PDF"))
    server = postgresql()
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    left_out = [
        (pdf, "проверки PDF – нет библиотек Pango"),
        (browser, "проверки в браузере – Chromium не найден"),
        (server, "PostgreSQL не найден (адрес сервера задаёт TEST_DATABASE_URL)"),
    ]
    missing = [what for found, what in left_out if not found]
    if CI and missing:
        raise Refusal("При CI=true проверяется всё, а здесь не хватает: " + "; ".join(missing) + ".")
    print(*(f"ПРОПУЩЕНО: {what}" for what in missing), sep="\n", flush=True)
    failed = []
    for number, name, database in ((4, "SQLite", "sqlite:///var/test.sqlite3"), (5, "PostgreSQL", server)):
        if database:
            print(f"[{number}/5] Тесты: {name}", flush=True)
            coverage = ["--cov", "--cov-report=term:skip-covered"] if CI and name == "SQLite" else []
            if pytest([*habits(arguments), *coverage, *arguments], database):
                failed.append(name)
    if failed:
        print("Не пройдены тесты: " + ", ".join(failed))
    return 1 if failed else 0


def postgresql() -> str:
    """The server to test on, or nothing; a database of this checkout's own keeps neighbours apart."""
    told = os.environ.get("TEST_DATABASE_URL")
    probe = "import psycopg2, sys; psycopg2.connect(sys.argv[1], connect_timeout=5).close()"
    url = told or LOCAL_POSTGRESQL + "postgres"
    if subprocess.run([PYTHON, "-c", probe, url], capture_output=True).returncode:
        return ""
    return told or f"{LOCAL_POSTGRESQL}leadership_{zlib.crc32(str(ROOT).encode()):08x}"


def habits(arguments: list[str]) -> list[str]:
    """What is asked of pytest unless the arguments say otherwise."""
    cores = min(os.cpu_count() or 1, 4)
    parallel = not any(re.match(r"-n|--numprocesses|--pdb|no:xdist|-pno:xdist", argument) for argument in arguments)
    chosen = CI or any(re.match(r"-m", argument) for argument in arguments)
    return [*(["-n", str(cores)] if parallel and cores > 1 else []), *([] if chosen else ["-m", "not slow"])]


def pytest(arguments: list[str], database: str) -> int:
    """Tests see the default settings and a folder of their own, whatever the operator has set."""
    folder = ROOT / "var" / "test"
    folder.mkdir(parents=True, exist_ok=True)
    fixed = {"SECRET_KEY": "test", "DATABASE_URL": database, "VAR_DIR": str(folder), "ALLOWED_HOSTS": ""}
    fixed |= {"BASE_URL": "http://127.0.0.1:8000", "TIME_ZONE": "Asia/Omsk", "LOG_LEVEL": "WARNING"}
    fixed |= dict.fromkeys(("DEBUG", "DEMONSTRATION", "HASHED_STATIC", "BEHIND_PROXY"), "False")
    child = subprocess.Popen([PYTHON, "-m", "pytest", *arguments], cwd=ROOT, env=environment(**fixed))
    try:
        return child.wait()
    finally:
        stop(child)


# Leaving


def stop(*children: subprocess.Popen) -> None:
    """Ask each of our own children to end, wait a little, then insist."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def tail(log: str) -> str:
    """The end of a log, for a sentence that must say why."""
    path = log_path(log)
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join([*lines[-12:], f"Подробности: {path}"])


def interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def main(arguments: list[str]) -> int:
    if sys.version_info < (3, 11):
        raise Refusal(f"Нужен Python 3.11 или новее, а это {sys.version.split()[0]}.")
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), interrupt)
    if arguments[:1] == ["test"]:
        return test(arguments[1:])
    if arguments:
        raise Refusal("python3 start.py – запустить; python3 start.py test [аргументы pytest] – проверить.")
    return serve()


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        sys.exit(main(sys.argv[1:]))
    except Refusal as refusal:
        print(f"\n{refusal}", file=sys.stderr)
    except KeyboardInterrupt:
        print("\nОстановлено.", file=sys.stderr)
    except OSError as error:
        print(f"\nНе удалось: {error.filename or ''} {error.strerror or error}", file=sys.stderr)
    sys.exit(1)
