"""What the pages of definitions show: the data dictionary, its older versions, the code lists, privacy."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from talent.categories.enums import Subject
from talent.categories.models import CategoryVersion, CodeList
from talent.categories.service import (
    CodeEntry,
    DictionaryGroup,
    DictionaryRow,
    PrivacyGroup,
    code_table,
    definition_of,
    dictionary,
    history,
    live_versions,
    privacy_groups,
    published_version,
    retired_fields,
    tables_of,
)

PAGE = 500
#: Versions of a part of their list.
VERSIONS = 50


@dataclass(frozen=True)
class Listed:
    """One definition in force, as a line of a list."""

    key: str
    label: str
    subject: str
    version: CategoryVersion
    fields: int
    sensitive: int


@dataclass(frozen=True)
class Collected:
    """One definition in force with everything that it collects."""

    listed: Listed
    groups: list[PrivacyGroup]


@dataclass(frozen=True)
class DictionaryPage:
    """One version with its fields; `now` is the version in force, which may be the same one.

    `retired`: the fields that versions before it had. Of the versions a part is listed; the addresses are ""
    where there is nothing further.
    """

    listed: Listed
    groups: list[DictionaryGroup]
    retired: list[DictionaryGroup]
    now: CategoryVersion
    versions: list[CategoryVersion]
    previous_href: str = ""
    next_href: str = ""

    @property
    def is_old(self) -> bool:
        return self.listed.version.pk != self.now.pk


@dataclass(frozen=True)
class CodesPage:
    """A part of a code list, by place; the addresses are "" where there is nothing further."""

    code_list: CodeList
    label: str
    entries: Sequence[CodeEntry]
    count: int
    previous_href: str
    next_href: str


def listing() -> list[Listed]:
    """Every definition in force, categories of people first."""
    found = [_listed(version) for version in live_versions()]
    return sorted(found, key=lambda each: each.subject != Subject.PEOPLE)


def _listed(version: CategoryVersion) -> Listed:
    definition = definition_of(version)
    fields = list(definition.all_fields())
    return Listed(
        key=definition.key,
        label=definition.named(get_language() or ""),
        subject=str(Subject(definition.subject).label),
        version=version,
        fields=len(fields),
        sensitive=sum(each.is_sensitive for each in fields),
    )


def collected() -> list[Collected]:
    """Every definition in force with its groups, as the privacy page shows them."""
    found = listing()
    tables = tables_of(*(each.version for each in found))
    return [Collected(each, privacy_groups(each.version, tables=tables)) for each in found]


def dictionary_page(
    key: str, number: int | None = None, *, below: str = "", above: str = ""
) -> DictionaryPage:
    """The dictionary of the version in force or of an older one. Raises NoLiveVersion.

    Of its versions those below or above a number are listed, else the newest.
    """
    now = published_version(key)
    shown = now if number is None or number == now.number else published_version(key, number)
    versions, previous_href, next_href = _versions(now, _number(below), _number(above))
    return DictionaryPage(
        listed=_listed(shown),
        groups=dictionary(shown, now=None if shown.pk == now.pk else now),
        retired=retired_fields(shown),
        now=now,
        versions=versions,
        previous_href=previous_href,
        next_href=next_href,
    )


def _versions(
    now: CategoryVersion, below: int | None, above: int | None
) -> tuple[list[CategoryVersion], str, str]:
    """A part of the versions, and the addresses of the parts before and behind it."""
    found = history(now, most=VERSIONS + 1, below=below, above=above)
    shown = found[-VERSIONS:] if above is not None else found[:VERSIONS]
    more = len(found) > VERSIONS
    newer = (more if above is not None else below is not None) and bool(shown)
    older = (more if above is None else True) and bool(shown)
    return (
        shown,
        f"?above={shown[0].number}#versions-heading" if newer else "",
        f"?below={shown[-1].number}#versions-heading" if older else "",
    )


def _number(text: str) -> int | None:
    """A number of an address; what is none reads as nothing."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else None


def dictionary_rows(page: DictionaryPage) -> Iterator[list[str]]:
    """The dictionary as rows of a list, headings first; retired fields come last."""
    yield [
        *(_("分组"), _("分组名称"), _("可填多行"), _("处理目的"), _("处理依据"), _("字段"), _("中文名称")),
        *(_("英文名称"), _("类型"), _("必填程度"), _("限制"), _("代码表"), _("选项"), _("允许其他内容")),
        *(_("条件与推算"), _("推算公式"), _("交换代码"), _("敏感程度"), _("统计分组"), _("查询条件")),
        *(_("起始版本"), _("曾用代号"), _("停用前的最后版本")),
    ]
    for group in (*page.groups, *page.retired):
        for row in group.rows:
            yield [*_of_group(group), *_of_field(row)]


def _of_group(group: DictionaryGroup) -> list[str]:
    return [group.key, group.label, _mark(group.repeat), group.purpose, group.legal_basis]


def _of_field(row: DictionaryRow) -> list[str]:
    options = [f"{each.code}={each.label}" for each in row.options]
    between = _("；")
    return [
        *(row.path, row.label, row.label_en, row.type_label, row.required, between.join(row.limits)),
        *(row.code_list, between.join(options), _mark(row.is_open), between.join(row.conditions)),
        *(row.formula, row.exchange_code, row.sensitivity_label),
        *(_mark(row.dimension), _mark(row.filterable)),
        str(row.since),
        between.join(each.words for each in row.earlier),
        "" if row.until is None else str(row.until),
    ]


def _mark(said: bool) -> str:
    return _("是") if said else ""


def codes_page(code_list: CodeList, *, after: str = "", before: str = "", size: int = PAGE) -> CodesPage:
    """The part after or before a code, else the first; a code that is not there reads as none."""
    entries = code_table(code_list.key).entries
    place = {entry.code: number for number, entry in enumerate(entries)}
    start = max(place[before] - size, 0) if before in place else place.get(after, -1) + 1
    shown = entries[start : start + size]
    return CodesPage(
        code_list=code_list,
        label=str(code_list),
        entries=shown,
        count=len(entries),
        previous_href=f"?{urlencode({'before': shown[0].code})}" if start and shown else "",
        next_href=f"?{urlencode({'after': shown[-1].code})}" if start + size < len(entries) else "",
    )


def code_rows(code_list: CodeList) -> Iterator[list[str]]:
    """A whole code list as rows of a list, headings first."""
    yield [_("代码"), _("中文名称"), _("英文名称"), _("状态")]
    for entry in code_table(code_list.key).entries:
        yield [entry.code, entry.label, entry.label_en, _("在用") if entry.choosable else _("已停用")]
