"""PDF files are rewritten page by page, in a process of their own that may use little time and memory."""

import subprocess
import sys
from pathlib import Path

from talent.categories.service import Refused

_PROGRAM = Path(__file__).with_name("rewriting.py")
_SECONDS = 30
#: What the program says by its exit code; anything else is a program that was stopped by its limits.
_REFUSALS = {10: "pdf_locked", 11: "pdf_damaged"}


def rewritten(content: bytes, *, name: str) -> bytes:
    """The pages of a PDF without whatever acts by itself, hides other files or tells about its author.

    Raises Refused.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_PROGRAM)], input=content, capture_output=True, timeout=_SECONDS
        )
    except subprocess.TimeoutExpired:
        raise Refused("pdf_too_much", name=name) from None
    if done.returncode:
        raise Refused(_REFUSALS.get(done.returncode, "pdf_too_much"), name=name)
    return done.stdout
