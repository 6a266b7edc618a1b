import pytest

from config.commands import needs_database, needs_owner, serves_pages


@pytest.mark.parametrize(
    ("argv", "database", "owner", "pages"),
    [
        (["manage.py", "migrate"], True, True, False),
        (["./manage.py", "serve"], True, False, True),
        (["/srv/manage.py", "shell"], True, False, False),
        (["manage.py", "demo"], True, False, False),
        (["manage.py", "demo", "--people=2500000"], True, True, False),
        (["manage.py", "migrate", "--help"], False, True, False),
        (["manage.py", "--version"], False, False, False),
        (["manage.py", "collectstatic"], False, False, False),
        (["manage.py"], False, False, True),
        (["granian", "config.wsgi:application"], False, False, True),
        (["pytest", "migrate"], False, False, True),
        ([""], False, False, True),
    ],
)
def test_command_line_tells_what_it_needs(argv, database, owner, pages):
    assert (needs_database(argv), needs_owner(argv), serves_pages(argv)) == (database, owner, pages)
