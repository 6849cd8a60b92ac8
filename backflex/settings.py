"""The settings of every installation; the environment makes the differences.

docs/deploying.md lists the variables.
"""

import os
from pathlib import Path

from django.utils.csp import CSP

from backflex import env, network, private_files, request_log, sqlite

BASE_DIR = Path(__file__).resolve().parent.parent
os.umask(private_files.UMASK)
DATA_DIR = private_files.make_private(
    env.folder("DATA_DIR", BASE_DIR / "var"), is_ours=not env.text("DATA_DIR")
)
PUBLIC_URL = env.public_url()
IS_HTTPS = PUBLIC_URL.startswith("https://")

SECRET_KEY = env.secret_key(DATA_DIR)
DEBUG = env.flag("DEBUG")
# With an address of its own the server answers to no other name, nor to its number.
ALLOWED_HOSTS = [
    *([env.public_host()] if PUBLIC_URL else network.hosts_for(env.listening_host())),
    *env.allowed_hosts(),
]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "django_htmx",
    "routines",
]

MIDDLEWARE = [
    "backflex.request_log.request_log",
    "backflex.middleware.health_checks",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "backflex.middleware.headers",
    "backflex.middleware.body_limits",
    "backflex.sessions.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "backflex.middleware.SignInRequired",
    "backflex.middleware.sliding_session",
    "allauth.account.middleware.AccountMiddleware",
    "routines.views.errors.Limited",
    "routines.views.sent_twice.SentTwice",
]

ROOT_URLCONF = "backflex.urls"
WSGI_APPLICATION = "backflex.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_htmx.templatetags.django_htmx",
                "routines.templatetags.figures",
                "routines.templatetags.product",
                "routines.templatetags.ledger",
                "routines.templatetags.body_map",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "routines.http.waiting_messages",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Data

CONNECTION_SECONDS = 600
# How long a writer waits for another; a browser of ours gives up after 15.
WAIT_SECONDS = 10
_sqlite_library = sqlite.use_newest_library()
DATABASES = {
    "default": env.database(CONNECTION_SECONDS, WAIT_SECONDS)
    or {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA_DIR / "backflex.sqlite3",
        "CONN_MAX_AGE": CONNECTION_SECONDS,
    }
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = sqlite.options(_sqlite_library, WAIT_SECONDS)
    private_files.make_database_private(Path(DATABASES["default"]["NAME"]))

CACHES = {
    "default": {
        "BACKEND": "backflex.cache.Cache",
        "LOCATION": "cache_entry",
    }
}

# Accounts

AUTH_USER_MODEL = "routines.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 8},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "routines:today"
ACCOUNT_ADAPTER = "routines.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# Our own sign-up confirms the address before there is an account.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = {
    "confirm_email": "3/10m/key",
    "guest": "10/h/ip",
    # Only a wrong password counts. Its key is the email and the network together.
    "login": None,
    "login_failed": "10/m/ip,5/5m/key",
}
ACCOUNT_LOGOUT_REDIRECT_URL = "routines:welcome"
ACCOUNT_SESSION_REMEMBER = True
# Our own views redirect a person with an account; a guest may sign up or sign in.
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ALLAUTH_TRUSTED_PROXY_COUNT = env.whole("TRUSTED_PROXY_COUNT", 0, most=10)

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_ENGINE = "backflex.sessions"
SESSION_COOKIE_AGE = 365 * 24 * 60 * 60
PASSWORD_RESET_TIMEOUT = 60 * 60

# Mail

MAILERS = {"default": env.mailer()}
MAIL_GOES_TO_CONSOLE = MAILERS["default"]["BACKEND"] == "backflex.mail.EmailBackend"
DEFAULT_FROM_EMAIL = env.sender()

# Words and time

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
TIME_ZONE = "UTC"
USE_TZ = True

# Files

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
# Django's own would let others read what is gathered.
FILE_UPLOAD_PERMISSIONS = 0o600

# Safety

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "object-src": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "routines.views.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024

if IS_HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env.flag("HSTS_SUBDOMAINS")
    SESSION_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_SECURE = True
    CSRF_COOKIE_NAME = "__Host-csrftoken"

# Other names of the same home may speak plain http; only its owner knows (HSTS_SUBDOMAINS).
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

# The log goes to standard error, without what people wrote.

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"()": "backflex.request_log.PlainFormatter"},
        "json": {"()": "backflex.request_log.JsonFormatter"},
    },
    "filters": {
        "drop_repeats": {
            "()": "django.utils.log.CallbackFilter",
            "callback": request_log.drop_repeats,
        }
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": env.choice("LOG_FORMAT", ("plain", "json")),
            "filters": ["drop_repeats"],
        }
    },
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django.server": {"handlers": ["stderr"], "propagate": False},
        "backflex": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "routines": {"handlers": ["stderr"], "level": "INFO"},
    },
}
