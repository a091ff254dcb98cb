"""`python3 start.py` serves the application; `python3 start.py test [ARGS]` runs its tests.

Needs Python 3.11 and its standard library alone. Either may be repeated: what is ready is left as it is.
"""

import contextlib
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
LOGS = ROOT / "var" / "log"
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
UNFINISHED = VENV / "unfinished"  # lies there while packages are being installed
RUN, TEST = ROOT / "requirements.txt", ROOT / "requirements-test.txt"
NATIVE = ROOT / "var" / "native"  # system libraries unpacked where the system itself may not be changed
PDF_DEBS = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]
APT = ["apt-get", "-y", "-o", "Acquire::http::Timeout=15", "-o", "Acquire::Retries=1"]
FILL = """
import sys, traceback, django
from django.core.management import call_command
django.setup()
call_command("migrate", interactive=False)
for command in sys.argv[1:]:
    print("==", command)
    try:
        call_command(*command.split())
    except Exception:
        traceback.print_exc()
        print("!!", command)
"""
STAGES = {
    "migrate": "таблицы",
    "reindex": "поиск",
    "load_passport": "паспорт проекта",
    "demo": "демонстрационные данные",
}
LOCAL_POSTGRESQL = "postgres://postgres@127.0.0.1:5432/"
SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
CI = os.environ.get("CI") == "true"


class Refusal(Exception):
    """A sentence for the person at the terminal, who can do something about it."""


class Step:
    """One line of progress: rewritten in place on a terminal, repeated every few seconds elsewhere."""

    def __init__(self, number: int, title: str):
        self.head = f"[{number}/5] {title}"
        self.started, self.shown, self.limit = time.monotonic(), float("-inf"), float("inf")

    def passed(self) -> float:
        return time.monotonic() - self.started

    def show(self, text: str, last: bool = False) -> None:
        line = f"{self.head}: {text} ({self.passed():.0f} с)"
        if sys.stdout.isatty():
            print("\r" + line.ljust(78), end="\n" if last else "", flush=True)
        elif last or time.monotonic() - self.shown > 3:
            print(line, flush=True)
            self.shown = time.monotonic()

    def run(self, command: list, log: str, note=lambda written: "…", cwd: Path = ROOT) -> bool:
        """Run a command silently beside the live line; what it says goes to a log."""
        child = begin(command, log, cwd=cwd)
        try:
            while self.passed() < self.limit:
                self.show(note(read(log)))
                try:
                    return child.wait(timeout=0.25) == 0
                except subprocess.TimeoutExpired:
                    continue
            return False
        finally:
            stop(child)


def begin(command: list, log: str, **how) -> subprocess.Popen:
    LOGS.mkdir(parents=True, exist_ok=True)
    with (LOGS / f"{log}.log").open("wb") as out:
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, **how)


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


def read(log: str) -> str:
    return (LOGS / f"{log}.log").read_text(encoding="utf-8", errors="replace")


def tail(log: str) -> str:
    """The end of a log, for a sentence that must say why."""
    return "\n".join([*read(log).splitlines()[-12:], f"Подробности: {LOGS / log}.log"])


# Settings


def setting(name: str, default: str = "") -> str:
    """The environment first, then `.env`, read as the application reads it."""
    path = ROOT / ".env"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    written = dict(re.findall(r"^(?:export )?(\w+)=(.*?)\s*$", text, re.MULTILINE))
    return os.environ.get(name) or written.get(name, "").strip("'\"") or default


def settle_first_hour(host: str, port: int) -> None:
    """Give the application what it cannot do without, unless the operator has."""
    shown = own_address() if host == "0.0.0.0" else host
    defaults = {"SECRET_KEY": secret_key(), "DEMONSTRATION": "True", "BASE_URL": f"http://{shown}:{port}"}
    os.environ.update({name: value for name, value in defaults.items() if not setting(name)})


def secret_key() -> str:
    """Made once and kept: another key would sign everybody out."""
    path = ROOT / setting("VAR_DIR", "var") / "secret_key"
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
    if PYTHON.exists() and not UNFINISHED.exists() and step.run([PYTHON, "-c", "import pip"], "venv"):
        return step.show("готово", last=True)
    if not all(importlib.util.find_spec(module) for module in ("venv", "ensurepip")):
        raise Refusal("Не хватает модуля venv. Установите его: apt-get install python3-venv")
    if not step.run([sys.executable, "-m", "venv", "--clear", VENV], "venv"):
        raise Refusal(f"Не удалось создать {VENV}.\n{tail('venv')}")
    return step.show("создано", last=True)


def install(step: Step, requirements: Path) -> None:
    """Install a locked set; stamps in the environment say which sets are already there."""
    if stamp(requirements).exists() and stamp(requirements).read_text() == digest(requirements):
        return step.show("уже установлены", last=True)
    UNFINISHED.touch()
    for old in VENV.glob("*.installed"):
        old.unlink()
    locked = ["--require-hashes", "-r", requirements]
    uv = shutil.which("uv")
    ready = uv and step.run([uv, "pip", "install", "--python", PYTHON, *locked], "packages", counted(requirements))
    pip = [PYTHON, "-m", "pip", "install", "--progress-bar=off", *locked]
    if not ready and not step.run(pip, "packages", counted(requirements)):
        raise Refusal(f"Пакеты не установились. Проверьте связь и повторите команду.\n{tail('packages')}")
    for covered in (RUN, TEST):
        if pins(covered) <= pins(requirements):
            stamp(covered).write_text(digest(covered))
    UNFINISHED.unlink()
    return step.show("установлены", last=True)


def counted(requirements: Path):
    """How far the installer is, told from its words and from the packages in place."""
    total, before = len(pins(requirements)), installed()

    def note(written: str) -> str:
        batch = re.search(r"^Installing collected packages: (.*)", written, re.MULTILINE)
        if batch:
            return f"установлено {installed() - before} из {batch[1].count(',') + 1}"
        got = len(re.findall(r"^(?:Collecting|Requirement already)", written, re.MULTILINE))
        return f"получено {got} из {total - written.count('Ignoring ')}"

    return note


def installed() -> int:
    return len(list(VENV.glob("[Ll]ib/**/site-packages/*.dist-info")))


def pins(requirements: Path) -> set:
    return set(re.findall(r"^[\w.-]+==[^\s;]+", requirements.read_text(encoding="utf-8"), re.MULTILINE))


def stamp(requirements: Path) -> Path:
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
        NATIVE.mkdir(parents=True, exist_ok=True)
        tried.touch()
        ready = (install_debs(step) and pdf_works(step)) or (unpack_debs(step) and pdf_works(step))
    if ready:
        tried.unlink(missing_ok=True)
    step.show("готовы" if ready else "нет", last=True)
    if not ready:
        print(f"      PDF не будет: нужны системные библиотеки Pango (apt-get install {' '.join(PDF_DEBS)}).")
        print("      До тех пор вместо PDF предлагается печать из браузера, остальное работает.")
    return ready


def pdf_works(step: Step) -> bool:
    check = "from leadership.core.papers import runtime as r; sys.exit(0 if r.prepare(Path('var')) else 1)"
    return step.run([PYTHON, "-c", f"import sys; from pathlib import Path; {check}"], "pdf")


def install_debs(step: Step) -> bool:
    if os.name == "nt" or os.geteuid() != 0:
        return False
    step.run([*APT, "update"], "apt-update")
    wait = ["-o", "DPkg::Lock::Timeout=30"]
    return step.run([*APT, *wait, "--no-install-recommends", "install", *PDF_DEBS], "apt-install")


def unpack_debs(step: Step) -> bool:
    """Fetch what this machine lacks with apt's state kept in a folder of ours: no rights needed."""
    lists, cache, debs, root = (NATIVE / name for name in ("lists", "cache", "debs", "root"))
    for folder in (lists / "partial", cache / "archives" / "partial", debs, root):
        folder.mkdir(parents=True, exist_ok=True)
    private = [
        f"Dir::State::lists={lists}",
        f"Dir::Cache={cache}",
        "Debug::NoLocking=1",
        "APT::Sandbox::User=",
    ]
    apt = [*APT, "-qq", *(part for option in private for part in ("-o", option))]
    step.run([*apt, "update"], "deb-lists")
    if not step.run([*apt, "--no-install-recommends", "--print-uris", "install", *PDF_DEBS], "deb-names"):
        return False
    names = sorted(set(re.findall(r"^'[^']*' ([^_ ]*)_", read("deb-names"), re.MULTILINE)))
    if not names or not step.run([*apt, "download", *names], "deb-download", cwd=debs):
        return False
    return all(step.run(["dpkg-deb", "-x", deb, root], "deb-unpack") for deb in debs.glob("*.deb"))


# Serving


def serve() -> int:
    host, port = address()
    settle_first_hour(host, port)
    make_venv(Step(1, "Окружение Python"))
    install(Step(2, "Пакеты"), RUN)
    prepare_pdf(Step(3, "Библиотеки для PDF"))
    fill_database(Step(4, "База данных"))
    return keep_serving(Step(5, "Сервер"), host, port)


def address() -> tuple:
    """Where to listen, refused at once rather than after a long installation."""
    host, port = setting("HOST", "127.0.0.1"), setting("PORT", "8000")
    if not re.fullmatch(r"[0-9]{1,5}", port) or not 0 < int(port) < 65536:
        raise Refusal(f"PORT – число от 1 до 65535, а задано «{port}».")
    with socket.socket() as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(port)))
        except OSError as error:
            raise Refusal(
                f"Адрес {host}:{port} не занять: {error.strerror}. Если его держит другая программа, "
                "остановите её или выберите другой порт, например: PORT=8080 python3 start.py"
            ) from None
    return host, int(port)


def fill_database(step: Step) -> None:
    """All commands in one process: Django takes longer to load than most of them to run."""
    commands = [
        "reindex --if-empty",
        "load_passport",
        *(["demo --if-empty", "demo --accounts"] if in_demonstration() else []),
    ]

    def note(written: str) -> str:
        begun = re.findall(r"^== (\w+)", written, re.MULTILINE) or ["migrate"]
        return STAGES[begun[-1]]

    if not step.run([PYTHON, "-c", FILL, *commands], "database", note):
        raise Refusal(f"Базу данных подготовить не удалось.\n{tail('database')}")
    step.show("готова", last=True)
    for command in re.findall(r"^!! (.*)", read("database"), re.MULTILINE):
        print(f"      Команда «{command}» не выполнена, подробности: {LOGS / 'database.log'}")


def in_demonstration() -> bool:
    return setting("DEMONSTRATION") == "True"


def keep_serving(step: Step, host: str, port: int) -> int:
    """The server and one worker, until a signal ends both."""
    waitress = f"-m waitress --listen={host}:{port} --threads=8 leadership.wsgi:application".split()
    db_worker = ["manage.py", "db_worker", "--queue-name=*"]
    apart = {"cwd": ROOT, "start_new_session": True}  # Ctrl-C reaches them through us, once
    children = []
    try:
        server = begin([PYTHON, *waitress], "server", **apart)
        children.append(server)
        while server.poll() is None and not answers(host, port):
            step.show("запускается")
            time.sleep(0.25)
        if server.poll() is None:
            step.show("работает", last=True)
            worker = begin([PYTHON, *db_worker], "worker", **apart)
            children.append(worker)
            greet()
        while server.poll() is None:
            if worker and worker.poll() is not None:
                print(f"Фоновые задания остановились.\n{tail('worker')}", flush=True)
                worker = None
            time.sleep(0.5)
        raise Refusal(f"Сервер остановился.\n{tail('server')}")
    except KeyboardInterrupt:
        print("\nОстановлено.")
        return 0
    finally:
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        stop(*children)


def answers(host: str, port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1" if host == "0.0.0.0" else host, port), timeout=1).close()
        return True
    except OSError:
        return False


def greet() -> None:
    print(f"\nОткройте в браузере: {setting('BASE_URL')}")
    accounts = read("database").partition("== demo --accounts\n")[2]
    if not in_demonstration():
        print(f"Первая учётная запись: {PYTHON.relative_to(ROOT)} manage.py createsuperuser")
    elif "!!" not in accounts:
        print(accounts, end="")
    print(f"Журнал: {LOGS / 'server.log'}. Остановить: Ctrl-C", flush=True)


# Testing


def test(arguments: list) -> int:
    make_venv(Step(1, "Окружение Python"))
    install(Step(2, "Пакеты"), TEST)
    pdf = prepare_pdf(Step(3, "Библиотеки для PDF"))
    server = postgresql()
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    wanted = {
        "проверки PDF – нет библиотек Pango": pdf,
        "проверки в браузере – Chromium не найден": browser,
        "PostgreSQL не найден (адрес сервера задаёт TEST_DATABASE_URL)": server,
    }
    missing = [what for what, found in wanted.items() if not found]
    if CI and missing:
        raise Refusal("При CI=true проверяется всё, а здесь не хватает: " + "; ".join(missing) + ".")
    for what in missing:
        print(f"ПРОПУЩЕНО: {what}")
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


def habits(arguments: list) -> list:
    """What is asked of pytest unless the arguments say otherwise."""
    cores = min(os.cpu_count() or 1, 4)
    alone = any(re.match(r"-n|--numprocesses|--pdb|(-p)?no:xdist", argument) for argument in arguments)
    chosen = CI or any(argument.startswith("-m") for argument in arguments)
    return [*([] if alone or cores == 1 else ["-n", str(cores)]), *([] if chosen else ["-m", "not slow"])]


def pytest(arguments: list, database: str) -> int:
    """Tests see the default settings and a folder of their own, whatever the operator has set."""
    folder = ROOT / "var" / "test"
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.update({"SECRET_KEY": "test", "DATABASE_URL": database, "VAR_DIR": str(folder)})
    os.environ.update({"BASE_URL": "http://127.0.0.1:8000", "ALLOWED_HOSTS": "", "TIME_ZONE": "Asia/Omsk"})
    os.environ.update(dict.fromkeys(("DEBUG", "DEMONSTRATION", "HASHED_STATIC", "BEHIND_PROXY"), "False"))
    child = subprocess.Popen([PYTHON, "-m", "pytest", *arguments], cwd=ROOT)
    try:
        return child.wait()
    except KeyboardInterrupt:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(timeout=5)  # Ctrl-C reached pytest too: let it tidy up
        raise
    finally:
        stop(child)


def interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def main(arguments: list) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 (older ones do come here, and deserve a sentence)
        raise Refusal(f"Нужен Python 3.11 или новее, а это {sys.version.split()[0]}.")
    for number in SIGNALS:
        signal.signal(number, interrupt)
    os.environ.update({"PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1", "DEBIAN_FRONTEND": "noninteractive"})
    os.environ.update({"PIP_NO_INPUT": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"})
    os.environ["DJANGO_SETTINGS_MODULE"] = "leadership.settings"
    os.environ.setdefault("NATIVE_ROOT", str(NATIVE / "root"))
    if arguments[:1] == ["test"]:
        return test(arguments[1:])
    if arguments:
        raise Refusal("python3 start.py – запустить; python3 start.py test [аргументы pytest] – проверить.")
    return serve()


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
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
