"""Names that nobody can turn around, wherever they are typed."""

import pytest
from django.core.exceptions import ValidationError

from accounts.person_forms import RegisterForm
from accounts.unit_forms import NewAccountForm, UnitForm
from reports.stats.forms import DimensionForm, NoteForm, TableForm
from talent.collect.forms import AskForm
from talent.orgs.account_pages import AccountForm
from talent.orgs.area_forms import RenameAreaForm
from talent.orgs.area_forms import SetUpForm as SetUpAreaForm
from talent.orgs.forms import OrganisationForm
from talent.orgs.life_forms import RenameForm, SplitForm
from talent.orgs.unit_pages import HandOverForm, InviteForm
from talent.security.service import legible

NAMES = {
    RegisterForm: ("full_name",),
    UnitForm: (
        "name",
        "administrative_department_typed",
        "industry_department_typed",
        "contact_name",
        "reason",
    ),
    NewAccountForm: ("name",),
    AskForm: ("name",),
    AccountForm: ("name",),
    OrganisationForm: ("name", "name_mongolian"),
    RenameForm: ("name", "name_mongolian", "document"),
    SplitForm: ("name", "document"),
    SetUpAreaForm: ("name", "name_en", "document"),
    RenameAreaForm: ("name", "name_en", "document"),
    InviteForm: ("name",),
    HandOverForm: ("name",),
    DimensionForm: ("label_zh", "label_en", "groups"),
    TableForm: ("title_zh", "title_en"),
    NoteForm: ("text_zh", "text_en"),
}


@pytest.mark.parametrize(
    "sign", ["\u202e", "\u202a", "\u2066", "\x07", "\x7f", "\x85", "\ud83d", "\ufdd0", "\ufffe"]
)
def test_what_turns_or_hides_the_writing_is_refused(sign):
    with pytest.raises(ValidationError, match="改变书写方向的符号"):
        legible(f"示例{sign}医院")


@pytest.mark.parametrize(
    "text", ["示例医院", "ᠮᠣᠩᠭᠣᠯ\u180e\u200d", "阿·古拉", "\u200f示例", "第一行\n第二行", "🙂"]
)
def test_what_people_write_is_taken(text):
    legible(text)


@pytest.mark.parametrize(("form", "name"), [(form, name) for form, names in NAMES.items() for name in names])
def test_what_is_typed_outside_the_record_form_and_read_by_others_is_held_to_it(form, name):
    assert legible in form.base_fields[name].validators
