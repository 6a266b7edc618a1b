"""Our Chinese of Wagtail's texts: each is Wagtail's, and fits."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from config.messages.borrowed import borrowed_faults, faults_in, texts_of_wagtail
from config.messages.catalogue import read
from config.messages.extracting import Message

KNOWN = [
    Message(("Saved",)),
    Message(("By %(user)s",)),
    Message(("%(n)s error", "%(n)s errors")),
    Message(("%(at)s",)),
]


def faults(**translations):
    given = {
        "saved": KNOWN[0],
        "by": KNOWN[1],
        "errors": KNOWN[2],
        "at": KNOWN[3],
        "gone": Message(("Gone",)),
    }
    return list(
        faults_in({given[key]: (text,) for key, text in translations.items()}, known=KNOWN, place="zh")
    )


def test_what_fits_is_no_fault():
    assert faults(saved="已保存", by="由 %(user)s", errors="%(n)s 处错误", at="%(at)s") == []


def test_each_fault_is_named_with_its_text():
    assert faults(saved="", by="由某人", errors="%(n)s mistakes", gone="已去") == [
        "untranslated: zh: Saved",
        "other placeholders: zh: By %(user)s",
        "not Chinese: zh: %(n)s error",
        "no text of Wagtail: zh: Gone",
    ]


def test_the_files_of_this_project_have_no_fault():
    assert list(borrowed_faults(settings.LOCALE_PATHS[0])) == []


def test_a_project_without_such_files_has_none(tmp_path):
    assert list(borrowed_faults(tmp_path)) == []


def test_every_text_of_wagtails_scripts_is_chinese():
    chinese = {
        message
        for message, texts in read(
            settings.LOCALE_PATHS[0] / "zh_Hans/LC_MESSAGES/djangojs.po", "zh_Hans"
        ).items()
        if all(texts)
    }
    assert len(chinese) == 19
    assert chinese <= texts_of_wagtail("djangojs")


def test_the_admin_finds_them():
    with translation.override("zh-hans"):
        assert gettext("View latest version") == "查看最新内容"
    with translation.override("en"):
        assert gettext("View latest version") == "View latest version"
