"""What `test_answering_lists` has served: a list without an end, by a front that waits half a second."""

import django
from django.http import StreamingHttpResponse

django.setup()

from config.front import answering  # noqa: E402  # reason: it reads models, which the line above makes ready
from config.front.front import Front  # noqa: E402  # reason: the same

answering.PATIENCE = 0.5
LINES = 2_000


def _list(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/csv")])
    return StreamingHttpResponse(b"x" * 65_536 for _line in range(LINES))


application = Front(_list)
