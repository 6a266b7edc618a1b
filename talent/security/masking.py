"""What a list may show of a sensitive value; the full value is for the detail page of who may see it."""

from collections.abc import Callable


def mask(*, kind: str, text: str) -> str:
    """Masked form by kind: 152502********4702, 138****1234, z***@example.cn; of anything else one character.

    Nothing is ever shown whole.
    """
    return _MASKS.get(kind, _mask_other)(text) if text else ""


def _between(text: str, head: int, tail: int) -> str:
    if len(text) <= head + tail:
        return _first(text) + "*" * (len(text) - 1)
    return text[:head] + "*" * (len(text) - head - tail) + text[-tail:]


def _first(text: str) -> str:
    return text[:1] if len(text) > 1 else "*"


def _mask_id_number(text: str) -> str:
    return _between(text, 6, 4)


def _mask_phone(text: str) -> str:
    return _between(text, 3, 4)


def _mask_email(text: str) -> str:
    name, at, domain = text.partition("@")
    return f"{name[:1]}***{at}{domain}"


def _mask_other(text: str) -> str:
    return _first(text) + "*" * min(len(text) - 1, 8)


_MASKS: dict[str, Callable[[str], str]] = {
    "id_number": _mask_id_number,
    "phone": _mask_phone,
    "email": _mask_email,
}
