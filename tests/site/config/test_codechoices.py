import pytest
from django.utils import translation

from config.codechoices import offered
from talent.orgs.offering import choices_for
from talent.orgs.service import Offered

pytestmark = pytest.mark.django_db


def test_codes_are_offered_in_the_readers_language():
    found = {}
    for language in ("zh-hans", "en"):
        with translation.override(language):
            found[language] = next(each for each in offered("unit_type") if each.code == "21")
    assert found == {"zh-hans": Offered("21", "事业单位"), "en": Offered("21", "Public institution")}


def test_the_part_below_reads_the_lists_by_their_keys():
    assert ("Q", "Q 卫生和社会工作") in choices_for("industry_section")
    assert choices_for("unit_type", standing="99")[0] == ("99", "99")
