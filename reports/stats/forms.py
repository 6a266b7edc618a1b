"""What an administrator types about public dimensions, tables and releases."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from reports.stats.declared import AGE, Break, Declared, DeclaredDimension, DeclaredTable, Group
from reports.stats.lattice import CATEGORY
from reports.stats.naming import key_of, named
from reports.stats.sources import Source
from talent.orgs.enums import Level
from talent.security.service import NameField

_KEY = r"[a-z][a-z0-9_]{1,39}"
_CODE = re.compile(r"[A-Za-z0-9_-]{1,20}")
_GROUPED = "+"
#: Words of addresses and columns of files: a dimension of this name could be asked for by no program.
TAKEN = frozenset(
    (
        *(
            "area",
            "level",
            "sort",
            "release",
            "limit",
            "cursor",
            "lang",
            "columns",
            "order",
            "share",
            "format",
        ),
        *(
            "table",
            "rows",
            "was",
            "area_zh",
            "area_en",
            "value",
            "mark",
            "as_of",
            "note",
            "note_en",
            "remark",
            "remark_en",
            "total",
            "category",
        ),
    )
)
_KEY_HELP = _("小写英文字母、数字和下划线；定了以后不改。可以不填，由系统取名。")
_NAME_HELP = _("可以不填，按第一个字段取名。")
_TITLE_HELP = _("可以不填，按级别和维度取名。")
MOST_BREAKS = 3


class DimensionForm(forms.Form):
    """A dimension: by which fields, with which classes."""

    key = forms.RegexField(
        label=_("代号"), regex=rf"^{_KEY}$", max_length=40, help_text=_KEY_HELP, required=False
    )
    label_zh = NameField(label=_("名称"), max_length=60, help_text=_NAME_HELP, required=False)
    label_en = NameField(label=_("英文名称"), max_length=100, help_text=_NAME_HELP, required=False)
    fields_of = forms.MultipleChoiceField(
        label=_("字段"),
        help_text=_("类别定义中标为统计分组的字段。选几个的，须使用同一代码表，按次序取第一个填了的。"),
        widget=forms.SelectMultiple(attrs={"size": 12}),
    )
    left_out = forms.CharField(
        label=_("不单列的代码"),
        required=False,
        max_length=400,
        help_text=_("用空格隔开。这些人只计入合计，例如性别的 0 和 9。"),
    )
    groups = NameField(
        label=_("分组"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_(
            "可以不分组。每行一组：代码 | 名称 | 英文名称 | 细分代码(空格隔开)。"
            "每个细分代码恰好在一组里；只有一个细分代码的组沿用那个代码。"
        ),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        known: Mapping[str, Source],
        standing: DeclaredDimension | None = None,
        typed: QueryDict | None = None,
    ) -> None:
        """`typed`: what stands in the boxes and is not to be saved yet."""
        given = {**typed.dict(), "fields_of": typed.getlist("fields_of")} if typed else None
        super().__init__(data, initial=given or (_written(standing) if standing else None))
        self.known = known
        choices = [(name, _field_words(source)) for name, source in known.items()]
        self.fields["fields_of"].choices = choices  # type: ignore[attr-defined]  # reason: a field of choices
        self.fields["key"].disabled = standing is not None

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"]
        if key in TAKEN and not self.fields["key"].disabled:
            raise forms.ValidationError(
                _("“%(key)s”是下载地址和文件里已有的名称，请换一个代号。") % {"key": key}
            )
        return key

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("key") and "key" not in self.errors and given.get("fields_of"):
            given["key"] = key_of(given["fields_of"][0])
        if source := self.known.get((given.get("fields_of") or [""])[0]):
            given["label_zh"] = given.get("label_zh") or source.label
            given["label_en"] = given.get("label_en") or source.label_en
            if not given["label_en"] and "label_en" not in self.errors:
                self.add_error("label_en", _("这个字段没有英文名称，请填写。"))
        return given

    @property
    def fields_named(self) -> list[str]:
        """The fields that are chosen, as far as the form knows."""
        return [str(each) for each in self["fields_of"].value() or []]

    def clean_left_out(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.cleaned_data["left_out"].split()))

    def clean_groups(self) -> tuple[Group, ...]:
        lines = [line for line in self.cleaned_data["groups"].splitlines() if line.strip()]
        groups = tuple(_group(line, number) for number, line in enumerate(lines, start=1))
        codes = Counter(code for group in groups for code in group.codes)
        if twice := "、".join(sorted(code for code, count in codes.items() if count > 1)):
            raise forms.ValidationError(_("这些细分代码分在两组里：%(codes)s") % {"codes": twice})
        return groups

    @property
    def dimension(self) -> DeclaredDimension:
        """What was typed; the form is valid."""
        given = self.cleaned_data
        return DeclaredDimension(
            given["key"],
            given["label_zh"],
            given["label_en"],
            tuple(given["fields_of"]),
            given["left_out"],
            given["groups"],
        )


class TableForm(forms.Form):
    """A table: at which level, crossed by what."""

    key = forms.RegexField(
        label=_("代号"), regex=rf"^{_KEY}$", max_length=60, help_text=_KEY_HELP, required=False
    )
    title_zh = NameField(label=_("标题"), max_length=120, help_text=_TITLE_HELP, required=False)
    title_en = NameField(label=_("英文标题"), max_length=200, help_text=_TITLE_HELP, required=False)
    level = forms.ChoiceField(
        label=_("公开到哪一级"),
        choices=[(each.value, each.label) for each in (Level.LEAGUE, Level.BANNER, Level.REGION)],
        help_text=_("上级的合计一并公开。"),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        declared: Declared,
        standing: DeclaredTable | None = None,
    ) -> None:
        super().__init__(data, initial=_of_table(standing) if standing else None)
        self.declared = declared
        self.fields["key"].disabled = standing is not None
        for place in range(MOST_BREAKS):
            self.fields[f"break_{place}"] = forms.ChoiceField(
                label=_("第 %(place)d 个维度") % {"place": place + 1},
                required=False,
                choices=[("", _("不用")), *_break_choices(declared)],
            )

    def clean(self) -> dict[str, Any]:
        """Without a dimension it would say what every table says as its total."""
        given = super().clean() or {}
        if not self.errors and not any(given.get(f"break_{place}") for place in range(MOST_BREAKS)):
            self.add_error("break_0", _("请至少选一个维度：不分维度的合计，各张统计表里都有，不必单独成表。"))
        return given

    @property
    def table(self) -> DeclaredTable:
        """What was typed; the form is valid."""
        given = self.cleaned_data
        words = [given[f"break_{place}"] for place in range(MOST_BREAKS)]
        breaks = tuple(Break(each.removesuffix(_GROUPED), each.endswith(_GROUPED)) for each in words if each)
        key, zh, en = named(given["level"], breaks, self.declared)
        return DeclaredTable(
            given["key"] or key, given["title_zh"] or zh, given["title_en"] or en, given["level"], breaks
        )


class NoteForm(forms.Form):
    """What the public reads about a release."""

    text_zh = NameField(
        label=_("说明"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "所有人都看得到。不要写真实人数、差了几个人或个人信息：公布的只是近似数，真数写出来就不保密了。"
        ),
    )
    text_en = NameField(
        label=_("英文说明"),
        max_length=800,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("请一并填写。不填的，英文网页和接口里只有上面的中文。"),
    )


class RefusalForm(forms.Form):
    """Why a correction does not become public."""

    reason = NameField(label=_("不予通过的原因"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


def _group(line: str, number: int) -> Group:
    parts = [part.strip() for part in line.split("|")]
    if len(parts) != 4 or not all(parts) or not _CODE.fullmatch(parts[0]):
        raise forms.ValidationError(
            _("第 %(number)d 行：应为“代码 | 名称 | 英文名称 | 细分代码”。") % {"number": number}
        )
    code, zh, en, codes = parts
    return Group(code, zh, en, tuple(dict.fromkeys(codes.split())))


def _written(standing: DeclaredDimension) -> dict[str, Any]:
    return {
        "key": standing.key,
        "label_zh": standing.label_zh,
        "label_en": standing.label_en,
        "fields_of": list(standing.fields),
        "left_out": " ".join(standing.left_out),
        "groups": "\n".join(
            f"{each.code} | {each.label_zh} | {each.label_en} | {' '.join(each.codes)}"
            for each in standing.groups
        ),
    }


def _of_table(standing: DeclaredTable) -> dict[str, Any]:
    words = [f"{each.key}{_GROUPED if each.grouped else ''}" for each in standing.breaks]
    return {
        "key": standing.key,
        "title_zh": standing.title_zh,
        "title_en": standing.title_en,
        "level": standing.level,
        **{f"break_{place}": word for place, word in enumerate(words)},
    }


def _break_choices(declared: Declared) -> Sequence[tuple[str, Any]]:
    found: list[tuple[str, Any]] = [(CATEGORY.key, _("人才类别"))]
    for each in declared.dimensions:
        name = each.label_en if (get_language() or "").startswith("en") else each.label_zh
        found.append((each.key, name))
        if each.groups:
            found.append((f"{each.key}{_GROUPED}", _("%(name)s(分组)") % {"name": name}))
    return found


def _field_words(source: Source) -> str:
    return source.named if source.name == AGE else f"{source.named} ({source.name})"
