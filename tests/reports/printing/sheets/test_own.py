"""One's own data on paper: whole, and for the holder of the account alone."""

import io

import pdfplumber
import pytest

from tests.talent.collect.world import browser as unit_browser
from tests.talent.collect.world import number
from tests.talent.individuals.persons import Pasture, browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def pasture(settings, tmp_path):
    settings.ATTACHMENT_DIR = tmp_path
    return Pasture()


def test_the_own_number_stands_in_full_at_the_head_as_below_with_a_note(pasture):
    pasture.entry()
    answer = browser(pasture.account).get("/print/me/")
    with pdfplumber.open(io.BytesIO(b"".join(answer))) as pdf:
        text = "".join("".join(page.extract_text().split()) for page in pdf.pages)
    assert (text.count(number(1)) >= 1, "*" in text) == (True, False)
    assert "含完整证件号码，仅供本人保存" in text


def test_who_is_no_individual_does_not_find_it(pasture):
    assert unit_browser(pasture.clerk).get("/print/me/").status_code == 404
