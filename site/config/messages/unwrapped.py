"""Finds Chinese in templates that no tag translates: readers of English would see it as it is."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.template.base import Lexer, Token, TokenType

from config.messages.extracting import templates_in

CHINESE = re.compile(r"[\u3400-\u9fff\uff01-\uff5e\u3000-\u303f]")
_BEGIN = re.compile(r"(blocktrans(late)?|comment)\b")


def unwrapped_in(root: Path) -> Iterator[str]:
    """One sentence for each piece of text, with its file (POSIX path from `root`) and line."""
    for path in sorted(templates_in(root)):
        for token in _plain_texts(path.read_text(encoding="utf-8")):
            for line, text in enumerate(token.contents.splitlines(), start=token.lineno or 1):
                if CHINESE.search(text):
                    yield f"not translated: {path.relative_to(root).as_posix()}:{line}: {text.strip()}"


def _plain_texts(source: str) -> Iterator[Token]:
    """What stands between the tags, outside blocks that translate or that comment."""
    inside = False
    for token in Lexer(source).tokenize():
        if token.token_type == TokenType.BLOCK:
            inside = not token.contents.startswith("end") if _is_edge(token.contents) else inside
        elif token.token_type == TokenType.TEXT and not inside:
            yield token


def _is_edge(tag: str) -> bool:
    return bool(_BEGIN.match(tag.removeprefix("end")))
