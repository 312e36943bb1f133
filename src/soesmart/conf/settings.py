# SPDX-License-Identifier: EUPL-1.2
"""Django's settings, made from soesmart's typed ones (`house.py` and the rooms' own)."""

import importlib
import os
from pathlib import Path

from soesmart.conf.databases import database
from soesmart.conf.house import HOUSE
from soesmart.conf.login import login, oidc_origins
from soesmart.conf.mail import mail_backend
from soesmart.conf.rooms import ROOMS
from soesmart.conf.secret import secret_key
from soesmart.kernel.settings import load
from soesmart.portal.languages import name_of

DATA = Path(os.environ.get("SOESMART_DATA", "data")).resolve()
_own = load((*HOUSE, *(s for room in ROOMS for s in room.settings)), DATA, lenient=True)
SOESMART_ROOMS = (*ROOMS, *(importlib.import_module(name).ROOM for name in _own["extra_rooms"]))
SOESMART_SETTINGS = (*HOUSE, *(s for room in SOESMART_ROOMS for s in room.settings))
SOESMART = load(SOESMART_SETTINGS, DATA)

SECRET_KEY = secret_key(DATA)
DEBUG = SOESMART["debug"]
ALLOWED_HOSTS = SOESMART["hosts"]
DATABASES = {"default": database(SOESMART["database_url"], DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.Account"

# Rooms first: their templates come before those of the packages they use.
INSTALLED_APPS = [
    "soesmart.command",
    *(room.app for room in SOESMART_ROOMS),
    "soesmart.conf.django_apps.Auth",
    "soesmart.conf.django_apps.ContentTypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "django.forms",  # last: its widget templates give way to the portal's
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "soesmart.portal.middleware.LanguageMiddleware",
    "soesmart.kernel.api.middleware.RequestLimitsMiddleware",
    "soesmart.portal.page_cache.middleware.PageCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "soesmart.kernel.guard.middleware.WriteGuardMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "soesmart.accounts.middleware.KeyMiddleware",
    "soesmart.accounts.middleware.NotAllowedMiddleware",
    "soesmart.portal.middleware.NotThisWayMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "soesmart.conf.urls"
WSGI_APPLICATION = "soesmart.conf.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                ("django.template.loaders.cached.Loader", ["django.template.loaders.app_directories.Loader"])
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "soesmart.portal.context.house",
            ],
        },
    },
]

FORM_RENDERER = "soesmart.portal.looks.Renderer"

LANGUAGE_CODE = "de"
LANGUAGES = [(code, name_of(code)) for code in SOESMART["languages"]]
_CODE = Path(__file__).parent.parent
LOCALE_PATHS = [_CODE / "locale", _CODE / "accounts" / "words"]
USE_TZ = True
TIME_ZONE = SOESMART["town.time_zone"]

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
MEDIA_ROOT = DATA / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "soesmart.portal.storage.HouseStorage"},
}
WHITENOISE_USE_FINDERS = True

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SOESMART["https"]
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None
CSRF_TRUSTED_ORIGINS = ["/".join(SOESMART["public_url"].split("/")[:3])] if SOESMART["public_url"] else []
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SOESMART["https"] else None
DATA_UPLOAD_MAX_MEMORY_SIZE = SOESMART["body.kilobytes"] * 1000
CSRF_FAILURE_VIEW = "soesmart.portal.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if SOESMART["https"] else 0
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "media-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "form-action": ["'self'", *oidc_origins(SOESMART)],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

globals().update(mail_backend(SOESMART["mail_url"], DATA))
globals().update(login(SOESMART))
DEFAULT_FROM_EMAIL = SOESMART["mail_from"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING"},
        "django.request": {"level": "ERROR"},  # a page that is missing is nobody's fault
        "soesmart": {"handlers": ["stderr"], "level": "INFO"},
    },
}
