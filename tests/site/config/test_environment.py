import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from config.environment import Environment, variable_names


def test_nothing_given_means_the_defaults():
    assert Environment.read({}) == Environment()


def test_each_kind_of_value_is_read():
    given = {
        "SECRET_KEY": " words ",
        "PORT": "8080",
        "DEBUG": "yes",
        "BEHIND_TLS_PROXY": "0",
        "ALLOWED_HOSTS": "rc.example.cn, ,www.example.cn",
        "DATA_DIR": "/srv/talent",
        "SITE_ZONE": "outer",
        "LOG_LEVEL": "",
        "SOMETHING_ELSE": "ignored",
    }
    assert Environment.read(given) == Environment(
        secret_key="words",
        port=8080,
        debug=True,
        behind_tls_proxy=False,
        allowed_hosts=("rc.example.cn", "www.example.cn"),
        data_dir=Path("/srv/talent"),
        site_zone="outer",
    )


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("PORT", "eighty", "PORT is 'eighty', which cannot be read as a whole number"),
        ("DEBUG", "perhaps", "DEBUG is 'perhaps', which cannot be read as yes or no"),
        ("SECOND_FACTOR", "maybe", "SECOND_FACTOR is 'maybe', which is none of required, optional, off"),
        ("IDLE_MINUTES", "0", "IDLE_MINUTES is 0, which is less than 1"),
        ("SITE_ZONE", "middle", "SITE_ZONE is 'middle', which is none of outer, inner, all"),
    ],
)
def test_value_that_cannot_be_understood_is_refused_by_name(name, text, complaint):
    with pytest.raises(ImproperlyConfigured) as refusal:
        Environment.read({name: text})
    assert str(refusal.value) == complaint


def test_every_variable_is_documented_and_no_other():
    page = (settings.BASE_DIR / "docs/howto/configure.md").read_text()
    assert re.findall(r"^\| `([A-Z_]+)` \|", page, flags=re.MULTILINE) == variable_names()


def test_no_other_module_reads_a_setting_from_the_environment():
    reading = re.compile(r"""os\.(environ\[|environ\.get\(|getenv\()["'](?!PATH["'])""")
    sources = [
        path
        for part in ("site", "talent", "reviews", "reports")
        for path in (settings.BASE_DIR / part).rglob("*.py")
    ]
    # Asked before anything is installed, so that a busy port is told at once.
    early = settings.BASE_DIR / "site" / "config" / "port.py"
    assert [path for path in sources if reading.search(path.read_text())] == [early]
