"""`manage.py messages` in a small project. The catalogue of this project is checked by `make lint`."""

import io
import re

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.core.management import CommandError, call_command

from config.messages.catalogue import read, rendered
from config.messages.checking import faults
from config.messages.extracting import Message, messages_in

PYTHON = """
from django.utils.translation import gettext as _, ngettext_lazy, pgettext
A = _("退回")
B = _("第 %(row)s 行") % {"row": 1}
C = ngettext_lazy("%(count)s 人", "%(count)s 人们", "count")
D = pgettext("表头", "单位")
E = "没有翻译的文字"
F = _(A)
"""
TEMPLATE = """{% load i18n %}<h1>{% translate "首页" %}</h1><p title="{% translate '当前位置' %}">it's</p>
{% blocktranslate trimmed with day=today %}
截至
  {{ day }}
{% endblocktranslate %}{# 注释 #}{% comment %}{% translate "不用" %}{% endcomment %}
{{ title|default:_("没有标题") }}
"""
TEXTS = {
    Message(("退回",)): ["talent/a.py"],
    Message(("第 %(row)s 行",)): ["talent/a.py"],
    Message(("%(count)s 人", "%(count)s 人们")): ["talent/a.py"],
    Message(("单位",), "表头"): ["talent/a.py"],
    Message(("首页",)): ["templates/a.html"],
    Message(("当前位置",)): ["templates/a.html"],
    Message(("截至 %(day)s",)): ["templates/a.html"],
    Message(("没有标题",)): ["templates/a.html"],
}


@pytest.fixture
def project(tmp_path, settings):
    """A small project, in which the command then works."""
    for place, text in (("talent/a.py", PYTHON), ("templates/a.html", TEMPLATE), ("tests/b.py", "_('不')")):
        (tmp_path / place).parent.mkdir()
        (tmp_path / place).write_text(text)
    settings.BASE_DIR, settings.LOCALE_PATHS = tmp_path, [tmp_path / "locale"]
    return tmp_path


@pytest.fixture
def catalogue(project):
    """The file of the small project, made by the command."""
    run()
    return project / "locale/en/LC_MESSAGES/django.po"


def run(*arguments):
    """What the command said, on either stream."""
    said = io.StringIO()
    call_command("messages", *arguments, stdout=said, stderr=said)
    return said.getvalue()


def translate(catalogue, known=None):
    """Fill the catalogue of the small project: with what is known, else with any English that fits."""
    found = messages_in(catalogue.parents[3])
    english = {message: tuple(translated(text, known or {}) for text in message.texts) for message in found}
    catalogue.write_text(rendered(found, english))


def translated(text, known):
    return known.get(text) or " ".join(["English", *re.findall(r"%\(\w+\)s", text)])


def test_finds_the_texts_of_python_and_of_templates_and_nothing_else(project):
    assert messages_in(project) == TEXTS


def test_a_text_in_two_files_is_one_message(project):
    (project / "site").mkdir()
    (project / "site/c.py").write_text('_("首页")')
    assert messages_in(project)[Message(("首页",))] == ["site/c.py", "templates/a.html"]


def test_the_file_names_places_without_lines_or_dates(catalogue):
    text = catalogue.read_text()
    assert '#: templates/a.html\nmsgid "首页"\nmsgstr ""\n' in text
    assert 'msgctxt "表头"\nmsgid "单位"\nmsgstr ""\n' in text
    assert "Date" not in text


def test_a_new_catalogue_has_every_text_untranslated(catalogue):
    with pytest.raises(CommandError, match="8 texts need work"):
        run("--check")
    assert "untranslated: talent/a.py: 退回" in run()


def test_writing_twice_changes_nothing(catalogue):
    translate(catalogue)
    before = catalogue.read_text()
    assert run() == "8 texts, 0 left to translate\n"
    assert catalogue.read_text() == before
    assert run("--check") == "8 texts, 0 left to translate\n"


def test_translations_stay_and_texts_that_are_gone_go(catalogue, project):
    translate(catalogue, {"退回": "Returned"})
    (project / "templates/a.html").unlink()
    run()
    kept = read(catalogue)
    assert kept[Message(("退回",))] == ("Returned",)
    assert Message(("首页",)) not in kept


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ('_("退回")', '_("退回修改")', "missing: talent/a.py: 退回修改"),
        ('_("退回")', "''", "no longer used: 退回"),
        ('"退回"', '"退回 %(name)s"', "missing: talent/a.py: 退回 %(name)s"),
    ],
)
def test_check_names_what_the_code_has_changed(catalogue, project, before, after, fault):
    translate(catalogue)
    source = project / "talent/a.py"
    source.write_text(source.read_text().replace(before, after))
    found = messages_in(project)
    assert fault in list(faults(found, read(catalogue)))
    with pytest.raises(CommandError):
        run("--check")


def test_check_wants_the_file_as_the_command_writes_it(catalogue, project):
    translate(catalogue)
    (project / "talent/a.py").rename(project / "talent/moved.py")
    with pytest.raises(CommandError, match="1 texts need work"):
        run("--check")


def test_a_text_cannot_be_counted_in_one_place_and_plain_in_another():
    plain, counted = Message(("%(n)s 人",)), Message(("%(n)s 人", "%(n)s 人"))
    translations = {counted: ("One person", "%(n)s persons")}
    found = faults({counted: ["a.html"], plain: ["b.py"]}, translations)
    assert list(found) == ["has a plural elsewhere: b.py: %(n)s 人"]


@pytest.mark.parametrize(
    ("text", "translated", "fault"),
    [
        (("退回",), ("",), "untranslated: a.py: 退回"),
        (("退回",), ("退回 it",), "not English: a.py: 退回"),
        (("类别：",), ("Category：",), "not English: a.py: 类别："),
        (("填“是”",), ("Write “是”",), None),
        (("第 %(row)s 行",), ("Row %(line)s",), "other placeholders: a.py: 第 %(row)s 行"),
        (("第 %(row)s 行",), ("Row",), "other placeholders: a.py: 第 %(row)s 行"),
        (("%(a)s 比 %(b)s",), ("%(b)s than %(a)s",), None),
        (("第 %s 行",), ("Row",), "other placeholders: a.py: 第 %s 行"),
        (("请逐条打开。",), ("Please open each. Please open each. ",), "says it twice: a.py: 请逐条打开。"),
        (("%(n)s 人", "%(n)s 人"), ("One person", "%(n)s persons"), None),
        (("%(n)s 人", "%(n)s 人"), ("One person", "Persons"), "other placeholders: a.py: %(n)s 人"),
        (("%(n)s 人", "%(n)s 人"), ("One person", ""), "untranslated: a.py: %(n)s 人"),
    ],
)
def test_a_translation_is_whole_english_and_has_the_placeholders_of_its_text(text, translated, fault):
    message = Message(text)
    found = list(faults({message: ["a.py"]}, {message: translated}))
    assert found == ([fault] if fault else [])


def test_the_file_compiles_as_the_makefile_compiles_it(catalogue):
    translate(catalogue, {"首页": "Home"})
    with catalogue.open("rb") as file:
        compiled = read_po(file)
    assert compiled.num_plurals == 2
    written = io.BytesIO()
    write_mo(written, compiled)
    assert b"Home" in written.getvalue()
