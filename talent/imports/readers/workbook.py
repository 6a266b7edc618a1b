"""Rows of an xlsx, parsed by a process of its own (parsing.py)."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import groupby
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from talent.imports.readers.archive import check_archive, damaged
from talent.imports.readers.cells import Kind, NeutralCell, NeutralRow
from talent.imports.readers.merged import Area, spread_merged
from talent.imports.readers.refusal import Unreadable

_SOURCE_ROOT = Path(__file__).resolve().parents[3]
_COMMAND = (sys.executable, "-m", "talent.imports.readers.parsing")
_KINDS = {kind.value: kind for kind in Kind}


def workbook_rows(data: bytes) -> Iterator[NeutralRow]:
    """The rows of every visible sheet, in order. Raises Unreadable; for a hostile archive, before any row."""
    check_archive(data)
    return _rows(_lines(data))


def _rows(lines: Iterable[Any]) -> Iterator[NeutralRow]:
    sheet, areas = "", []
    for is_head, group in groupby(lines, key=lambda line: isinstance(line, dict)):
        if is_head:
            *_without_rows, head = group
            sheet, areas = head["sheet"], [Area(*area) for area in head["merged"]]
        else:
            yield from spread_merged((_row(sheet, *line) for line in group), areas)


def _row(sheet: str, number: int, first: int, texts: list[str], kinds: str) -> NeutralRow:
    cells = (
        NeutralCell(sheet, number, column, text, _KINDS[kind])
        for column, (text, kind) in enumerate(zip(texts, kinds, strict=True), start=first)
        if text
    )
    return NeutralRow(sheet, number, tuple(cells))


def _lines(data: bytes) -> Iterator[Any]:
    """What the parsing process says, up to its end; the process is gone afterwards in any case."""
    environment = {"PYTHONPATH": str(_SOURCE_ROOT), "PYTHONUTF8": "1", "PATH": os.environ.get("PATH", "")}
    process = subprocess.Popen(
        _COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    )
    with process:
        try:
            yield from _conversation(process, data)
        finally:
            process.kill()


def _conversation(process: "subprocess.Popen[bytes]", data: bytes) -> Iterator[Any]:
    assert process.stdin is not None
    assert process.stdout is not None
    with suppress(BrokenPipeError):
        process.stdin.write(data)
    with suppress(BrokenPipeError):
        process.stdin.close()
    for text in process.stdout:
        line = json.loads(text)
        if isinstance(line, dict) and "end" in line:
            return
        if isinstance(line, dict) and "refused" in line:
            raise _refusal(line["refused"])
        yield line
    if process.wait() > 0:
        raise RuntimeError(f"the parsing process could not start, exit status {process.returncode}")
    raise _refusal("too_large")  # it was ended by a limit


def _refusal(reason: str) -> Unreadable:
    if reason == "too_large":
        return Unreadable(
            _(
                "工作表太大，或有内容落在很远的行列里，无法在限定的内存和时间内读完。"
                "请删去空白行列，或拆成几个文件再上传。"
            )
        )
    return damaged()
