import os
import re
import subprocess
import sys

import pytest
from django.conf import settings

from config.environment import variable_names

PRINT_SETTINGS = """
from django.conf import settings
print(settings.PRIVATE_POSTGRES, settings.DEBUG, settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE)
print(settings.SECURE_SSL_REDIRECT, settings.TALENT_KEY_FILE_CREATE, settings.DATABASES["default"]["USER"])
print(settings.SECOND_FACTOR)
"""


def run(*words: str, **given: str) -> subprocess.CompletedProcess:
    """manage.py with the production settings and nothing but the given variables."""
    inherited = {name: value for name, value in os.environ.items() if name not in variable_names()}
    return subprocess.run(
        [sys.executable, *words],
        cwd=settings.BASE_DIR,
        env=inherited
        | {"DJANGO_SETTINGS_MODULE": "config.settings.production", "PYTHONPATH": ".:site"}
        | given,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("command", ["check", "migrate", "serve"])
def test_installation_that_was_given_nothing_does_not_start(command):
    refused = run("manage.py", command)
    named = [name for name in variable_names() if re.search(rf"\b{name} is missing", refused.stderr)]
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
    expected = {"SECRET_KEY", "DATABASE_URL", "DATABASE_PUBLIC_URL", "DATA_DIR"}
    expected |= {"TALENT_KEY_FILE", "ATTACHMENT_DIR", "ALLOWED_HOSTS", "SITE_URL"}
    assert set(named) == expected | ({"DATABASE_OWNER_URL"} if command == "migrate" else set())


def test_installation_that_was_given_everything_is_closed_by_default(tmp_path):
    (tmp_path / "keys.json").write_text("{}")
    loaded = run(
        "-c",
        PRINT_SETTINGS,
        SECRET_KEY="k" * 50,
        DATABASE_URL="postgresql://application@db.example/talent",
        DATABASE_PUBLIC_URL="postgresql://public@db.example/talent",
        DATA_DIR=str(tmp_path),
        TALENT_KEY_FILE=str(tmp_path / "keys.json"),
        ATTACHMENT_DIR=str(tmp_path / "attachments"),
        ALLOWED_HOSTS="rc.example.cn",
        SITE_URL="https://rc.example.cn",
    )
    assert (loaded.stderr, loaded.stdout) == ("", "None False True True\nTrue False application\nrequired\n")
