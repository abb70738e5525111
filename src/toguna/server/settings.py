"""Django settings. The home is chosen before Django starts: `TOGUNA_HOME` holds its path by then."""

from __future__ import annotations

import os
from pathlib import Path

from csp.constants import NONE, SELF

from toguna.server import postgres
from toguna.server.home import Home

HOME = Home.choose(None)
PACKAGE = Path(__file__).resolve().parent

SECRET_KEY = os.environ.get("TOGUNA_SECRET_KEY") or "unused-outside-serve"  # `toguna serve` sets one of its own
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *os.environ.get("TOGUNA_HOSTS", "").split()]

INSTALLED_APPS = [
    "toguna.server.ledger",
    "toguna.server.records",
    "toguna.server.office",
    "toguna.server.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "toguna.server.web.middleware.Pages",
]
ROOT_URLCONF = "toguna.server.urls"
WSGI_APPLICATION = "toguna.server.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "OPTIONS": {
            "builtins": ["toguna.server.web.tags"],
            "loaders": [("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"])],
        },
    }
]

DATABASES = {
    "default": {
        "ENGINE": "toguna.server.database",  # SQLite, encrypted where the home is sealed
        "NAME": HOME.database,
        "CONN_MAX_AGE": 60,  # a page must not open SQLite anew; a home put back from a backup is seen within a minute
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 5,
            # FULL: an acknowledged entry must survive a power cut; records live in the same file and share the
            # transaction.
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
                "PRAGMA recursive_triggers=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000; "
                "PRAGMA secure_delete=ON;"  # what is erased is overwritten, not only let go
            ),
        },
    }
}
if postgres.is_used():
    DATABASES = postgres.databases()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False  # every text stands in both languages in the code: docs/decisions/0002

STATIC_URL = "/static/"
STATIC_ROOT = PACKAGE / "static"
WHITENOISE_USE_FINDERS = False
WHITENOISE_MAX_AGE = 3600

SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_NAME = "toguna"
SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = True
CSRF_COOKIE_NAME = "toguna_csrf"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_USE_SESSIONS = True
CSRF_FAILURE_VIEW = "toguna.server.web.faults.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],  # the moving map draws in one
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FILES = 120  # a phone sends up to 101 photos with a form
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
