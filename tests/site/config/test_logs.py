import logging
import sys

from config.logs import WithoutValues


def formatted(error: Exception) -> str:
    try:
        raise error
    except Exception:
        record = logging.LogRecord(
            "django.request", logging.ERROR, "", 0, "%s", ("/people/",), sys.exc_info()
        )
    return WithoutValues().format(record)


def test_log_shows_where_an_error_happened_and_never_its_text():
    line = formatted(ValueError("150102199001011234"))
    assert "150102199001011234" not in line
    assert line.endswith("builtins.ValueError")
    assert "in formatted" in line
    assert " ERROR django.request /people/\n" in line


def test_cause_of_an_error_is_not_told_either():
    error = ValueError("outer")
    error.__cause__ = KeyError("150102199001011234")
    assert "150102199001011234" not in formatted(error)
