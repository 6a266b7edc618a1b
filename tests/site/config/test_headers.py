import pytest
from django.conf import settings
from django.http import HttpResponse
from django.middleware.csp import ContentSecurityPolicyMiddleware
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override

from config.headers import ZoneHeaders

STAFF = settings.STAFF_PREFIX + "people/"


def answer(rf, path, view=lambda request: HttpResponse()):
    return ContentSecurityPolicyMiddleware(ZoneHeaders(view))(rf.get(path))


def test_public_pages_run_no_inline_script_and_load_nothing_from_elsewhere(rf):
    assert answer(rf, "/statistics/").headers["Content-Security-Policy"] == (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    )


def test_staff_pages_allow_the_editors_inline_scripts_and_are_not_stored(rf):
    headers = answer(rf, STAFF).headers
    assert "script-src 'self' 'unsafe-inline'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("path", ["/", STAFF])
def test_no_page_may_use_the_camera_or_the_place(rf, path):
    assert answer(rf, path).headers["Permissions-Policy"].startswith("camera=(), geolocation=()")


def test_view_keeps_a_policy_of_its_own(rf):
    strict = csp_override({"default-src": [CSP.NONE]})(lambda request: HttpResponse())
    assert answer(rf, STAFF, strict).headers["Content-Security-Policy"] == "default-src 'none'"


def test_view_keeps_a_caching_rule_of_its_own(rf):
    rule = {"Cache-Control": "max-age=60"}
    assert (
        answer(rf, STAFF, lambda _request: HttpResponse(headers=rule)).headers["Cache-Control"]
        == "max-age=60"
    )


def test_prefix_is_a_folder_and_not_the_start_of_a_word(rf):
    assert "unsafe-inline" not in answer(rf, "/backwards/").headers["Content-Security-Policy"]


def test_a_public_page_that_greets_somebody_is_kept_by_nobody_else(rf):
    rf.cookies[settings.SESSION_COOKIE_NAME] = "x"
    assert answer(rf, "/statistics/").headers["Cache-Control"] == "no-store, private"
    rf.cookies.clear()
    assert "Cache-Control" not in answer(rf, "/statistics/").headers
