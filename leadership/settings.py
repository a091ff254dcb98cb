"""Settings: read from the environment and from `.env`, safe by default.

Every variable an operator may set is listed in `.env.example`.
"""

from pathlib import Path
from urllib.parse import urlsplit

import environ
import fontpkg
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")


def truth(name: str, default: bool) -> bool:
    """A switch is written True or False; anything else is a misspelling worth stopping for."""
    written = env.str(name, default=str(default))
    if written not in ("True", "False"):
        raise ImproperlyConfigured(f"{name} must be True or False, not {written!r} (see .env.example).")
    return written == "True"


DEBUG = truth("DEBUG", False)
# Fictitious people are shown to visitors: the sign-in page offers their accounts.
DEMONSTRATION = truth("DEMONSTRATION", False)

# What people type into the browser; links, cookies and the host check follow from it.
BASE_URL = env.str("BASE_URL", default="http://127.0.0.1:8000").rstrip("/")
_base = urlsplit(BASE_URL)
HTTPS = _base.scheme == "https"
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[]) or [_base.hostname, "127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [BASE_URL]

# Runtime files: the embedded database, uploads, font configuration, a generated key.
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

# The first hour writes a key of its own; an operator's stands in the environment.
_key_file = VAR_DIR / "secret_key"
SECRET_KEY = env.str("SECRET_KEY", default="") or (_key_file.read_text().strip() if _key_file.is_file() else "")
if not SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY is not set: put it into .env (see .env.example); start.py makes one.")

INSTALLED_APPS = [
    "leadership.project",
    "mentoring",
    "monitoring",
    "schools",
    "leadership.core",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "js_lib_bootstrap5",
    "django_tables2",
    "django_tasks",
    "django_tasks_db",
    "simple_history",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
]

MIDDLEWARE = [
    "leadership.core.middleware.content_security_policy",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "schools.middleware.terms_of_session",
    "schools.middleware.municipality",
    "leadership.project.middleware.standpoint",
    "schools.middleware.second_factor",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "leadership.urls"
WSGI_APPLICATION = "leadership.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "leadership.core.templatetags.russian",
                "leadership.core.templatetags.documents",
                "leadership.core.templatetags.ways",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "leadership.project.frame.frame",
            ],
        },
    }
]

# Databases: an embedded SQLite file for the first hour, PostgreSQL by DATABASE_URL.
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL: an acknowledged answer outlives a power cut.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
elif DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # Compiling a question to machine code takes longer than the questions of a page themselves;
    # the numbers of forty thousand records are put in memory, not on the disk.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off -c work_mem=16MB")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Signing in.
AUTH_USER_MODEL = "schools.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "schools.passwords.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
# Five wrong passwords for an account from an address, or thirty from an address, in a quarter of an hour.
AXES_HANDLER = "schools.throttling.PerAccountAndAddress"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # who signed in stands in the journal
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "registration/locked.html"
AXES_VERBOSE = False

# The second factor: required of whoever sees everybody's data, offered to all, or off (docs/decisions/0019).
SECOND_FACTOR = env.str("SECOND_FACTOR", default="offered" if DEBUG or DEMONSTRATION else "required")
if SECOND_FACTOR not in ("required", "offered", "off"):
    raise ImproperlyConfigured(f"SECOND_FACTOR must be required, offered or off, not {SECOND_FACTOR!r}.")
OTP_TOTP_ISSUER = "Лидерство в образовании"

# One-time codes that let in to set a password: on a printed slip, in a letter.
ENTRY_SLIP_HOURS = env.int("ENTRY_SLIP_HOURS", default=72)
ENTRY_LETTER_HOURS = env.int("ENTRY_LETTER_HOURS", default=168)

# Cookies and transport.
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 12
# Whoever sees everybody's data is signed out after an hour of silence; twelve hours end every session.
SESSION_IDLE_MINUTES = 60
SESSION_HOURS = 12
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
BEHIND_PROXY = truth("BEHIND_PROXY", False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    AXES_CLIENT_IP_CALLABLE = "leadership.core.visitors.address_behind_proxy"

# Language and time.
LANGUAGE_CODE = "ru"
TIME_ZONE = env.str("TIME_ZONE", default="Asia/Omsk")
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

# Mail: off until a server is named; everything is told inside the system all the same.
MAIL_IS_ON = bool(env.str("EMAIL_URL", default=""))
if MAIL_IS_ON:
    vars().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("EMAIL_FROM", default=f"leadership@{_base.hostname}")

# Static files come from packages and `static/`; nothing is fetched from outside.
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("fonts/pt-serif", fontpkg.path("PT Serif").parent),
    ("fonts/pt-sans", fontpkg.path("PT Sans").parent),
]
# The first hour and the tests read static files where they lie; a server collects and hashes them.
HASHED_STATIC = truth("HASHED_STATIC", False)
WHITENOISE_USE_FINDERS = not HASHED_STATIC
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["woff", "woff2", "png", "jpg", "gz", "br", "zip", "map", "ttf"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if HASHED_STATIC
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# Files people get or bring; never under a served path, always through a view.
MEDIA_ROOT = VAR_DIR / "files"

CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
DJANGO_TABLES2_TEMPLATE = "components/table.html"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SILENCED_SYSTEM_CHECKS = [] if HTTPS else ["security.W004", "security.W008", "security.W012", "security.W016"]
SILENCED_SYSTEM_CHECKS.append("models.W040")  # SQLite has no covering indexes and leaves their further columns out

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    # A 404 is an answer, not an incident; so is the refusal of a forged host.
    "loggers": {"django.request": {"level": "ERROR"}, "django.security.DisallowedHost": {"level": "CRITICAL"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
