"""Files of a form: read into memory and never onto the disk in the open, checked, kept for the unit.

From then on the form holds a reference in the place of each file, or why it was not taken, so that everything
else reads texts. A file is kept also where something else in the form is wrong; unsaved ones go after a day.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial, wraps
from io import BytesIO
from typing import Any, Concatenate

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from talent.categories.service import (
    Attached,
    Definition,
    Field,
    Refused,
    accepts_of,
    most_of,
    not_taken,
)
from talent.collect.posted import place
from talent.orgs.models import Organisation
from talent.records.service import MOST_IN_A_FORM, Taken, keep, take, too_big
from talent.security.models import User

#: Keeps files that were checked, all or none. Raises Refused where whoever brought them has too many.
type Keeping = Callable[[Sequence[Taken]], list[Attached]]


class BoundedMemory(FileUploadHandler):
    """Holds files in memory, as much as the settings allow; of one that is larger only that it was there."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.room = settings.ATTACHMENT_MOST_BYTES_AT_ONCE

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.content, self.over = BytesIO(), False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        size = self.content.tell() + len(raw_data)
        self.over = self.over or size > min(settings.ATTACHMENT_MOST_BYTES, self.room)
        if self.over:
            self.content = BytesIO()
        else:
            self.content.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        self.room -= self.content.tell()
        self.content.seek(0)
        size = settings.ATTACHMENT_MOST_BYTES + 1 if self.over else file_size
        kind = self.content_type or ""
        return InMemoryUploadedFile(self.content, self.field_name, self.file_name, kind, size, self.charset)


def takes_files[**P](
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A view whose posted files are held by BoundedMemory.

    That has to be said before anybody reads the form, so the check against forged requests comes after it.
    """
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def taking(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method == "POST":
            request.upload_handlers = [BoundedMemory(request)]
        return protected(request, *args, **kwargs)

    return taking


def take_in(request: HttpRequest, definition: Definition, *, unit: Organisation, by: User) -> None:
    """Keeps the files of a posted form for a unit; see `take_in_by`."""
    take_in_by(partial(keep, unit=unit, by=by), request, definition)


def take_in_by(keeping: Keeping, request: HttpRequest, definition: Definition) -> None:
    """Keeps the files of a posted form and writes their references into `request.POST`.

    A file for a field that holds one takes the place of the one before. Of `take_out` (`name|id`) the
    reference is taken out.
    """
    post = request.POST.copy()
    _take_out(post)
    taken: list[tuple[str, Taken]] = []
    room = MOST_IN_A_FORM - sum(len(post.getlist(name)) for name, _ in _file_names(definition, post))
    for name, known, file in _files(request, definition):
        try:
            if len(taken) >= room and most_of(known) > 1:
                raise Refused("form_attachments", name=file.name or "", limit=MOST_IN_A_FORM)
            taken.append((name, taken_from(file, known)))
        except Refused as refused:
            post.appendlist(name, not_taken(refused.key, file.name or "", refused.given.get("limit", 0)))
    try:
        kept = keeping([each for _, each in taken])
        for (name, _), found in zip(taken, kept, strict=True):
            _put(post, definition, name, found)
    except Refused as refused:
        for name, each in taken:
            post.appendlist(name, not_taken(refused.key, each.name, refused.given.get("limit", 0)))
    request.POST = post  # type: ignore[assignment]  # reason: WSGIRequest.POST can be set, the stubs say not


def taken_from(file: UploadedFile, known: Field) -> Taken:
    """A posted file as it may be kept in a field. Raises Refused."""
    if (file.size or 0) > settings.ATTACHMENT_MOST_BYTES:
        raise too_big(file.name or "")
    return take(file.read(), name=file.name or "", accepts=accepts_of(known))


def _put(post: QueryDict, definition: Definition, name: str, found: Attached) -> None:
    known, _row = place(definition, name)
    if known is not None and most_of(known) == 1:
        post.setlist(name, [found.typed])
    else:
        post.appendlist(name, found.typed)


def _take_out(post: QueryDict) -> None:
    name, _, key = (post.get("take_out") or "").rpartition("|")
    if name and key:
        post.setlist(name, [each for each in post.getlist(name) if each.partition("/")[0] != key])


def _file_names(definition: Definition, post: QueryDict) -> Iterator[tuple[str, Field]]:
    for name in post:
        known, _row = place(definition, name)
        if known is not None and known.type == "file":
            yield name, known


def _files(request: HttpRequest, definition: Definition) -> Iterator[tuple[str, Field, UploadedFile]]:
    for name, files in request.FILES.lists():
        known, _row = place(definition, name)
        if known is not None and known.type == "file":
            yield from ((name, known, file) for file in files)
