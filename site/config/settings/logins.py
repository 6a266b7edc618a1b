"""Settings of logging in: lock-out, passwords, the second step, sessions, the question against machines.

What a machine decides comes from the environment. The parts of the libraries that are not used are switched
off here, and their addresses are not mounted.
"""

from datetime import timedelta

from config.environment import Environment

_GIVEN = Environment.read()

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # the first one: who is locked out is not even compared
    "django.contrib.auth.backends.ModelBackend",
    "accounts.backends.ByContact",
]

# --- passwords
AUTH_PASSWORD_VALIDATORS = [{"NAME": "accounts.passwords.ByRole"}]
PASSWORD_PROFILES = {"official": _GIVEN.official_passwords, "individual": _GIVEN.individual_passwords}
PASSWORD_DAYS = _GIVEN.password_days  # of profiles that have an age at all
PASSWORD_HISTORY = 5  # so many earlier passwords are not taken again

# --- lock-out: by the name that was typed together with the address, never by one of them alone
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = _GIVEN.login_failures
AXES_COOLOFF_TIME = timedelta(minutes=_GIVEN.lockout_minutes)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the page says when it ends, and that stays true
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "accounts.locking.kept_name"
AXES_CLIENT_IP_CALLABLE = "accounts.locking.client_address"
AXES_LOCKOUT_CALLABLE = "accounts.locking.locked_out_page"
AXES_DISABLE_ACCESS_LOG = True  # the audit log has it
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
ALLAUTH_TRUSTED_PROXY_COUNT = _GIVEN.trusted_proxies  # 0: X-Forwarded-For is not read

# --- the second step
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False  # the lock-out counts for both steps, and over all processes
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
MFA_ADAPTER = "accounts.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # there are no addresses to verify
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # clocks of telephones differ by up to half a minute

# --- sessions: (limit without a click, limit from the login on)
SESSION_LIMITS = {
    "official": (timedelta(minutes=_GIVEN.idle_minutes), timedelta(hours=_GIVEN.session_hours)),
    "individual": (
        timedelta(minutes=_GIVEN.individual_idle_minutes),
        timedelta(hours=_GIVEN.individual_session_hours),
    ),
}
SESSION_COOKIE_AGE = 60 * 60 * max(_GIVEN.session_hours, _GIVEN.individual_session_hours)

# --- the question against machines, asked after some failures
CAPTCHA_CHALLENGE_FUNCT = "accounts.puzzle.question"
CAPTCHA_TIMEOUT = 10  # minutes
PUZZLE_AFTER = 3  # failures of one name from one address
FAILURES_FROM_ADDRESS = 100  # of all names and codes; then codes of invitations wait for all who share it
PUZZLE_AFTER_FROM_ADDRESS = 20  # failures of all names: an office shares one address
