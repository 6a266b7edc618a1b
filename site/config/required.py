"""What a real installation must be given, and what is no secret although it was given."""

from django.core.exceptions import ImproperlyConfigured

from config.environment import Environment

SECRET_KEY_LENGTH = 50
NEEDED = (
    "secret_key",
    "database_url",
    "database_public_url",
    "data_dir",
    "talent_key_file",
    "attachment_dir",
    "allowed_hosts",
    "site_url",
)


def require(environment: Environment, *, as_owner: bool) -> None:
    """Raise ImproperlyConfigured, naming every fault at once, unless all that is needed was given."""
    needed = (*NEEDED, "database_owner_url") if as_owner else NEEDED
    faults = [f"{name.upper()} is missing" for name in needed if not getattr(environment, name)]
    key = environment.secret_key
    if key and (len(key) < SECRET_KEY_LENGTH or key.startswith("django-insecure-")):
        faults.append(f"SECRET_KEY must be at least {SECRET_KEY_LENGTH} random characters")
    if "*" in environment.allowed_hosts:
        faults.append("ALLOWED_HOSTS must name the hosts, not *")
    if environment.second_factor == "off":
        faults.append("SECOND_FACTOR may be required or optional, not off")
    if environment.talent_key_file and not environment.talent_key_file.is_file():
        faults.append("TALENT_KEY_FILE names no file")
    if faults:
        raise ImproperlyConfigured("refusing to start (see docs/howto/configure.md): " + "; ".join(faults))
