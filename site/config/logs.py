"""Log lines without the values that people entered."""

import logging
import traceback
from types import TracebackType

type ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WithoutValues(logging.Formatter):
    """Shows where an error happened and of which kind, never its text.

    The text of a database or validation error repeats the value it refuses: a name, an identity number.
    """

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatException(self, ei: ExcInfo) -> str:
        kind, error, _trace = ei
        if kind is None or error is None:
            return ""
        steps = "".join(traceback.format_tb(error.__traceback__))
        return f"{steps}{kind.__module__}.{kind.__qualname__}"
