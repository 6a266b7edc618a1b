from django.contrib.auth import get_user_model
from django.db import router


def test_tables_are_made_through_the_default_alias_alone():
    found = {alias: router.allow_migrate_model(alias, get_user_model()) for alias in ("default", "public")}
    assert found == {"default": True, "public": False}


def test_rows_of_both_aliases_belong_to_one_database():
    user = get_user_model()
    on_public, on_default = user(), user()
    on_public._state.db, on_default._state.db = "public", "default"
    assert router.allow_relation(on_public, on_default)
