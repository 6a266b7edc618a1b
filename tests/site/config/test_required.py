from dataclasses import replace
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import Environment
from config.required import require


@pytest.fixture
def whole(tmp_path) -> Environment:
    (tmp_path / "keys.json").write_text("{}")
    return Environment(
        secret_key="k" * 50,
        database_url="postgresql://app@db/talent",
        database_public_url="postgresql://public@db/talent",
        data_dir=tmp_path,
        talent_key_file=tmp_path / "keys.json",
        attachment_dir=tmp_path / "attachments",
        allowed_hosts=("rc.example.cn",),
        site_url="https://rc.example.cn",
    )


def complaint(environment: Environment, *, as_owner: bool = False) -> str:
    with pytest.raises(ImproperlyConfigured) as refusal:
        require(environment, as_owner=as_owner)
    return str(refusal.value).partition(": ")[2]


def test_all_that_is_needed_is_enough(whole):
    assert require(whole, as_owner=False) is None


def test_everything_missing_is_named_at_once():
    assert complaint(Environment(), as_owner=True) == (
        "SECRET_KEY is missing; DATABASE_URL is missing; DATABASE_PUBLIC_URL is missing; "
        "DATA_DIR is missing; TALENT_KEY_FILE is missing; ATTACHMENT_DIR is missing; "
        "ALLOWED_HOSTS is missing; SITE_URL is missing; "
        "DATABASE_OWNER_URL is missing"
    )


def test_owner_is_needed_by_the_owners_commands_only(whole):
    assert complaint(whole, as_owner=True) == "DATABASE_OWNER_URL is missing"


@pytest.mark.parametrize("key", ["short", "django-insecure-" + "k" * 50])
def test_key_that_is_no_secret_is_refused(whole, key):
    weak = replace(whole, secret_key=key)
    assert complaint(weak) == "SECRET_KEY must be at least 50 random characters"


def test_open_hosts_and_a_lost_key_file_are_refused(whole):
    wrong = replace(whole, allowed_hosts=("*",), talent_key_file=Path("/nowhere/keys.json"))
    assert complaint(wrong) == "ALLOWED_HOSTS must name the hosts, not *; TALENT_KEY_FILE names no file"


def test_the_second_step_may_be_left_to_people_but_not_switched_off(whole):
    assert require(replace(whole, second_factor="optional"), as_owner=False) is None
    off = replace(whole, second_factor="off")
    assert complaint(off) == "SECOND_FACTOR may be required or optional, not off"
