from config.postgres.passwords import keep_passwords


def test_each_login_has_its_own_password_that_is_kept(tmp_path):
    path = tmp_path / "passwords"
    made = keep_passwords(path)
    assert list(made) == ["postgres", "talent_owner", "talent_app", "talent_public"]
    assert len({*made.values()}) == 4
    assert keep_passwords(path) == made
    assert path.stat().st_mode & 0o777 == 0o600
