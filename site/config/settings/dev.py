"""Settings of a checkout that somebody runs on their own machine."""

from config.settings.local import *

DEBUG = ENVIRONMENT.debug
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
