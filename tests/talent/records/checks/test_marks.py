import pytest
from django.core.management import call_command

from talent.records.checks.marks import marks_of
from talent.records.models import Mark
from tests.talent.records.register import Register

DOCUMENT = {
    "identity": {"full_name": "苏和", "birth_date": "1985-07-26"},
    "contact": {"mobile": "13812345678"},
    "title": [{"cert_no": "无"}, {"cert_no": "A 123 4567"}],
    "education": [{"cert_no": "000000000", "degree_cert_no": "B7654321"}],
}


def test_what_two_people_may_share_by_mistake_is_marked_and_a_stand_in_is_not():
    marks = list(marks_of(DOCUMENT))
    assert [(each.path, each.wide) for each in marks] == [
        ("title.1.cert_no", True),
        ("education.0.degree_cert_no", True),
        ("contact.mobile", False),
        ("identity.full_name", False),
    ]
    assert len({each.digest for each in marks}) == len(marks)


def test_a_mark_does_not_depend_on_spaces_or_case_and_tells_nothing():
    one, other = ({"title": [{"cert_no": text}]} for text in ("A 123 4567", "a1234567"))
    assert list(marks_of(one)) == list(marks_of(other))
    assert all(-(2**63) <= each.digest < 2**63 for each in marks_of(DOCUMENT))


@pytest.mark.django_db
def test_records_from_before_are_marked_by_the_command_as_often_as_it_runs(capsys):
    register = Register()
    register.approved(1)
    noted = set(Mark.objects.values_list("digest", flat=True))
    Mark.objects.all().delete()
    for _twice in range(2):
        call_command("mark_records")
        assert set(Mark.objects.values_list("digest", flat=True)) == noted != set()
    assert "1" in capsys.readouterr().out
