"""Keys are signed and end; nothing is kept of them."""

from reports.opendata import keys


def test_a_key_holds_for_its_days_and_no_longer(monkeypatch):
    key = keys.new_key()
    began = keys.time.time()
    held = {}
    for days in (-1, 0, keys.LASTS_DAYS - 1, keys.LASTS_DAYS):
        monkeypatch.setattr(keys.time, "time", lambda days=days: began + days * keys.DAY)
        held[days] = keys.is_valid(key)
    assert held == {-1: False, 0: True, keys.LASTS_DAYS - 1: True, keys.LASTS_DAYS: False}


def test_a_key_that_was_changed_in_any_place_is_no_key():
    key = keys.new_key()
    for place in range(len(key)):
        # Neighbours too: the last sign of base 32 carries bits that say nothing.
        for other in "ab234567z":
            changed = key[:place] + other + key[place + 1 :]
            assert keys.is_valid(changed) == (changed == key)


def test_another_spelling_of_a_key_is_no_key_or_it_would_have_a_limit_of_its_own():
    key = keys.new_key()
    body = key.removeprefix(keys.PREFIX)
    spellings = (body, key.upper(), keys.PREFIX + body.upper(), keys.PREFIX * 2 + body, f"{key}=", f" {key}")
    assert [keys.is_valid(each) for each in (key, *spellings)] == [True] + [False] * len(spellings)


def test_another_secret_makes_other_keys(settings):
    key = keys.new_key()
    assert keys.is_valid(key)
    settings.SECRET_KEY = "another secret of an installation, long enough to be one"
    assert not keys.is_valid(key)
