import pytest
from django.utils import translation

from talent.categories.codes.tables import CodeEntry, CodeTable
from talent.categories.definition import Definition, Field, Group
from talent.categories.faces.presenting import entry_form
from talent.categories.problems import Problem
from talent.categories.wording import in_language, place_name

WORK = Group(
    key="work",
    label="工作经历",
    label_en="Work experience",
    repeat=True,
    fields=(
        Field("start", "month", "起始时间", "work", True, "From"),
        Field("end", "month", "截止时间", "work", True, "To", help="写到月", help_en="Year and month"),
        Field("witness", "text", "证明人", "work", True),
    ),
)
PEOPLE = Definition("professional", "people", "专业技术人才", (WORK,), "Professional and technical talent")
DOCUMENTS = CodeTable("identity_doc_type", (CodeEntry("08", "护照", "Passport"),))


def names(problem, language="en"):
    tables = {"identity_doc_type": DOCUMENTS}
    return in_language(problem, definition=PEOPLE, tables=tables, language=language).given


@pytest.mark.parametrize(
    ("problem", "english"),
    [
        (Problem("work.0.end", "required", {"label": "截止时间"}), {"label": "To"}),
        (
            Problem("work.1.end", "wrong_order", {"label": "截止时间", "other": "起始时间"}),
            {"label": "To", "other": "From"},
        ),
        (Problem("work", "row_required", {"label": "工作经历"}), {"label": "Work experience"}),
        (
            Problem("work.0.end", "not_a_month", {"label": "截止时间", "text": "起始时间"}),
            {"label": "To", "text": "起始时间"},
        ),
        (
            Problem("identity.id_number", "id_format", {"label": "身份证件号码", "kind": "护照"}),
            {"label": "身份证件号码", "kind": "Passport"},
        ),
        (
            Problem("employment.unit", "admission_unit_type", {"label": "专业技术人才"}),
            {"label": "Professional and technical talent"},
        ),
        (Problem("work.0.witness", "required", {"label": "证明人"}), {"label": "证明人"}),
        (Problem("nowhere", "unknown_field", {"label": "nowhere"}), {"label": "nowhere"}),
    ],
    ids=lambda value: value.key if isinstance(value, Problem) else "",
)
def test_names_in_english_where_the_definition_has_them_and_typed_text_as_it_is(problem, english):
    assert names(problem) == english


@pytest.mark.parametrize(
    ("path", "language", "row", "place"),
    [
        ("work.1.end", "zh-hans", "工作经历 第 2 条", "工作经历 第 2 条 · 截止时间"),
        ("work.1.end", "en", "Work experience, row 2", "Work experience, row 2 · To"),
        ("work.0", "zh-hans", "工作经历 第 1 条", "工作经历 第 1 条"),
        ("work", "zh-hans", "", "工作经历"),
        ("work.end", "zh-hans", "", "截止时间"),
        ("nowhere.0.end", "zh-hans", "", ""),
        ("", "zh-hans", "", ""),
    ],
)
def test_a_place_has_the_name_of_its_row_in_both_languages(path, language, row, place):
    problem = Problem(path, "required", {"label": "截止时间"})
    with translation.override(language):
        worded = in_language(problem, definition=PEOPLE, tables={}, language=language)
        located = worded.located
        assert (worded.row, place_name(PEOPLE, path, language)) == (row, place)
        assert located == (
            f"{row}{'：' if language == 'zh-hans' else ': '}{worded.text}" if row else worded.text
        )


def test_names_stay_chinese_for_readers_of_chinese():
    given = {"label": "截止时间", "other": "起始时间"}
    assert names(Problem("work.0.end", "wrong_order", given), "zh-hans") == given


def test_the_entry_form_names_its_fields_in_the_language_of_the_form():
    form = entry_form(
        PEOPLE,
        {"work": [{}]},
        tables={},
        language="en",
        problems=[Problem("work.0.end", "required", {"label": "截止时间"})],
    )
    assert [problem.given for problem in form.problems] == [{"label": "To"}]


@pytest.mark.parametrize(
    ("language", "helps"), [("en", ["", "Year and month", ""]), ("zh-hans", ["", "写到月", ""])]
)
def test_the_entry_form_helps_in_the_language_of_the_form(language, helps):
    form = entry_form(PEOPLE, {"work": [{}]}, tables={}, language=language)
    assert [field.help for field in form.sections[0].rows[0].fields] == helps
