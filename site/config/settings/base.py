"""Settings that are the same everywhere. What a machine decides comes from `config.environment`."""

from pathlib import Path

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from config.environment import Environment
from config.mail import mailers
from config.settings.logins import *
from config.settings.wagtail import *

BASE_DIR = Path(__file__).resolve().parents[3]
ENVIRONMENT = Environment.read()
SITE_ZONE = ENVIRONMENT.site_zone
STAFF_PREFIX = "/back/"  # the address that HR departments already know

INSTALLED_APPS = [
    "config",
    "portal",
    "accounts",
    "reports.opendata",
    "reports.printing",
    "reports.query",
    "reports.stats",
    "reviews.inbox",
    "reviews.spotchecks",
    "talent.imports",
    "talent.collect",
    "talent.individuals",
    "talent.records",
    "talent.categories",
    "talent.notify",
    "talent.jobs",
    "talent.orgs",
    "talent.security",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "captcha",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
]
MIDDLEWARE = [
    # What concerns every answer.
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.headers.CookielessInterface",
    "config.headers.ZoneHeaders",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "config.refusals.Refusals",
    "config.openinterface.OpenInterface",
    # What concerns accounts: nothing of it stands before the open interface.
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.malformed.MalformedForms",
    "accounts.limits.SessionLimits",
    "accounts.middleware.OwnPasswordFirst",
    "accounts.middleware.SecondFactorFirst",
    "talent.orgs.middleware.StaffRoles",
    "django.contrib.messages.middleware.MessageMiddleware",
    "config.openprints.OpenPrints",
    "axes.middleware.AxesMiddleware",  # the last one: it answers in place of a refused login
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASE_ROUTERS = ["config.routers.PublicIsReadOnly"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", _("英语"))]
FORMAT_MODULE_PATH = "config.formats"
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
MEDIA_URL = "/media/"
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a category definition with all its fields is one form
# Of what is typed into one form, files aside; a Chinese character is sent as nine bytes.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024

AUTH_USER_MODEL = "security.User"
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the staff's preview panel is a frame of our own pages
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CSP: dict[str, list[str]] = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
# The editor of the staff's pages has inline scripts without a nonce: relaxed below STAFF_PREFIX only.
STAFF_CSP: dict[str, list[str]] = SECURE_CSP | {
    "script-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "frame-ancestors": [CSP.SELF],
}

REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    # A view that is open to everybody says so itself.
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
}
SPECTACULAR_SETTINGS = {
    "TITLE": "内蒙古人才信息库开放数据",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.1",
    "SORT_OPERATION_PARAMETERS": False,
    "DISABLE_ERRORS_AND_WARNINGS": False,
    "SERVE_INCLUDE_SCHEMA": False,
}

# --- printed sheets (reports.printing): an office's own font files by their roles
PRINT_FONTS = {role: file for role, _, file in (each.partition("=") for each in ENVIRONMENT.print_fonts)}

# --- the open interface (reports.opendata)
OPEN_LICENCE = ENVIRONMENT.open_licence
#: What may be asked, and within how many seconds: from an address, with a key, and for new keys.
OPEN_DATA_LIMITS = {
    "anonymous": (ENVIRONMENT.open_requests, 60),
    "key": (ENVIRONMENT.open_key_requests, 60),
    "new_keys": (10, 60 * 60),
    "searches": (ENVIRONMENT.open_requests, 60),  # on the page of the portal, from an address
    # A sheet takes a hundred times as long as a search, and is one for a reader who looks at it.
    "sheets": (max(1, ENVIRONMENT.open_requests // 4), 60),
}
OPEN_DATA_PROBE_SECONDS = 2.0  # after a release or a withdrawal, for so long a process answers as before
OPEN_DATA_CACHE_BYTES = 32 * 1024 * 1024  # of answers that a process holds ready
OPEN_DATA_CACHE_CONTROL = "public, max-age=300"  # a withdrawn figure shall not live long in caches

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "config.logs.WithoutValues"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": ENVIRONMENT.log_level},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        # Statements carry the values of their parameters.
        "django.db.backends": {"level": "WARNING"},
        # Each change by its title, and each task by its number; the audit log has both.
        "wagtail": {"level": "WARNING"},
        "django_tasks": {"level": "WARNING"},
        "procrastinate": {"level": "WARNING"},
        # Each failed login; the audit log has them.
        "axes": {"level": "ERROR"},
    },
}

TRANSFER_WORKING_DAYS = 10  # a unit's term to answer a transfer; then the office above both may decide
TRIES_A_DAY = 20  # of an account: people who are held elsewhere, or asked for in vain; then it is noticed
REMIND_WORKING_DAYS = 2  # so many working days ahead of a deadline its office is reminded

ATTACHMENT_MOST_BYTES = 10 * 1024 * 1024  # of one file that comes in, and of one that is kept
ATTACHMENT_MOST_OWN = 60 * 1024 * 1024  # of what one individual brought along and no unit has taken over
ATTACHMENT_MOST_BYTES_AT_ONCE = 40 * 1024 * 1024  # of all files of one form, which are held in memory
# One empty part for each file input of a long form.
DATA_UPLOAD_MAX_NUMBER_FILES = 1_000

MAILERS = mailers(ENVIRONMENT.mail_url)
DEFAULT_FROM_EMAIL = ENVIRONMENT.mail_from
SMS_URL = ENVIRONMENT.sms_url  # where codes for mobiles go (talent.individuals)
