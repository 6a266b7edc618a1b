"""What stands before the figures of a table, written once for each release, table and host."""

from threading import Lock

from django.conf import settings
from django.http import HttpRequest

from reports.opendata.addresses import root
from reports.opendata.books import as_json
from reports.opendata.standing import Standing
from reports.opendata.telling import table_head
from reports.stats.service import PublishedTable

#: Heads that a process holds; they are some kilobytes each.
_MOST = 256

_kept: dict[tuple[str, ...], bytes] = {}
_lock = Lock()


def written_head(request: HttpRequest, found: Standing, table: PublishedTable) -> bytes:
    """`table_head` as a JSON object, in both languages; a new note or licence makes another one."""
    name = (found.stamp, table.key, root(request), settings.OPEN_LICENCE)
    written = _kept.get(name)
    if written is None:
        written = as_json(table_head(request, table, found.notes)).encode()
        with _lock:
            if len(_kept) >= _MOST:
                _kept.clear()
            _kept[name] = written
    return written
