"""Sensitive values of one row, packed into one sealed blob (SM4-GCM, GB/T 32907-2016).

Layout: version (1 byte) | key number (2 bytes) | nonce (12 bytes) | ciphertext | tag (16 bytes).
"""

import json
import os
import struct
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from talent.security.keys import keys

_VERSION = 1
_HEADER = struct.Struct(">BH")
_NONCE = 12
_TAG = 16


class Unreadable(ValueError):
    """The blob was changed, moved to another row, or sealed with a key that is not in the key file."""


def encrypt(*, table: str, column: str, row_id: int, values: dict[str, Any]) -> bytes:
    """Seal a JSON-serialisable dict for exactly one row; an empty dict seals to b""."""
    if not values:
        return b""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
    return _sealed(text, _bound_to(table, column, row_id))


def decrypt(*, table: str, column: str, row_id: int, blob: bytes | memoryview) -> dict[str, Any]:
    """Open a blob of `encrypt`. Raises Unreadable for any blob that is not this row's own."""
    raw = bytes(blob)
    if not raw:
        return {}
    try:
        values: dict[str, Any] = json.loads(_opened(raw, _bound_to(table, column, row_id)))
    except ValueError as error:
        raise Unreadable(f"{table}.{column} {row_id}") from error
    return values


def encrypt_bytes(*, table: str, column: str, row_id: int, content: bytes) -> bytes:
    """Seal a content for exactly one row."""
    return _sealed(content, _bound_to(table, column, row_id))


def decrypt_bytes(*, table: str, column: str, row_id: int, blob: bytes) -> bytes:
    """Open a blob of `encrypt_bytes`. Raises Unreadable for any blob that is not this row's own."""
    return _opened(blob, _bound_to(table, column, row_id))


def reseal(*, table: str, column: str, row_id: int, blob: bytes | memoryview, to: int) -> bytes:
    """The same values sealed for another row of the same column, under the current key. Raises Unreadable."""
    raw = bytes(blob)
    if not raw:
        return b""
    return _sealed(_opened(raw, _bound_to(table, column, row_id)), _bound_to(table, column, to))


def _sealed(text: bytes, bound_to: bytes) -> bytes:
    known = keys()
    number, nonce = known.current, os.urandom(_NONCE)
    sealer = Cipher(algorithms.SM4(known.data[number]), modes.GCM(nonce)).encryptor()
    sealer.authenticate_additional_data(bound_to)
    return _HEADER.pack(_VERSION, number) + nonce + sealer.update(text) + sealer.finalize() + sealer.tag


def _opened(raw: bytes, bound_to: bytes) -> bytes:
    """Raises Unreadable."""
    try:
        version, number = _HEADER.unpack_from(raw)
        if version != _VERSION:
            raise Unreadable(f"unknown version {version}")
        start = _HEADER.size + _NONCE
        nonce, text, tag = raw[_HEADER.size : start], raw[start:-_TAG], raw[-_TAG:]
        opener = Cipher(algorithms.SM4(keys().data[number]), modes.GCM(nonce, tag)).decryptor()
        opener.authenticate_additional_data(bound_to)
        return opener.update(text) + opener.finalize()
    except (InvalidTag, KeyError, struct.error, ValueError) as error:
        raise Unreadable(bound_to.decode().replace("\0", " ")) from error


def _bound_to(table: str, column: str, row_id: int) -> bytes:
    return f"{table}\0{column}\0{row_id}".encode()
