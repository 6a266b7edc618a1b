"""Settings of a checkout that somebody runs on their own machine."""

from config.mail import mailers
from config.settings.local import *

DEBUG = ENVIRONMENT.debug
MAILERS = mailers(ENVIRONMENT.mail_url or "console:")
SMS_URL = ENVIRONMENT.sms_url or "console:"
