"""The people of a unit whose approved content could not be moved to the version in force, to be corrected."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from talent.categories.enums import Subject
from talent.collect.access import Desk, at_desk
from talent.collect.papers import version_in_force
from talent.collect.wording import category_name
from talent.orgs.enums import Role
from talent.records.service import STAYED_PAGE, last_run, stayed

_NUMBER = re.compile(r"[0-9]{1,18}")


@at_desk(Role.COLLECTOR)
@require_safe
def staying(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """By keyset; each leads to the form on what stands, where what failed is told beside its field."""
    version, run = version_in_force(key, Subject.PEOPLE), last_run(key)
    after = request.GET.get("after", "")
    from_record = int(after) if _NUMBER.fullmatch(after) else 0
    found = stayed(desk.changes(), run, after=from_record) if run is not None else []
    context = {
        "desk": desk,
        "title": category_name(version.category),
        "key": key,
        "number": version.number,
        "rows": found[:STAYED_PAGE],
        "next_href": f"?after={found[STAYED_PAGE - 1].change.record_id}" if len(found) > STAYED_PAGE else "",
    }
    return render(request, "collect/staying.html", context)
