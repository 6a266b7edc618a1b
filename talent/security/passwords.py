"""Passwords that the system makes up: handed out once, to be replaced by one that only its owner knows."""

import secrets

#: Without signs that look alike in print: 0 O, 1 l I.
_LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_LENGTH = 14  # of 56 letters: 81 bits


def one_time_password() -> str:
    """A new password by chance. It is shown once and kept nowhere but as its hash."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
