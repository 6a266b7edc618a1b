"""What is said with figures, in both languages: keys are English, labels stand side by side."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localtime

from reports.opendata.licence import licence
from reports.stats.service import Note, PublishedRelease, PublishedTable

#: Every figure carries it: nobody shall take it for a figure of the statistics office.
LABEL_ZH = "经保密处理的近似数"
LABEL_EN = "Approximate figure, protected by disclosure control"
PUBLISHER_ZH, PUBLISHER_EN = "内蒙古人才信息库", "Inner Mongolia Talent Information Database"


def titles(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


def coded(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {"code": raw["code"], "name": titles(raw["label_zh"], raw["label_en"])}


def note() -> dict[str, str]:
    """How every figure is to be labelled."""
    return titles(LABEL_ZH, LABEL_EN)


def remark(of: Note) -> dict[str, Any]:
    """A note, as answers say it: the plain values of RemarkSerializer."""
    told = {
        "kind": kind_of(of),
        "release": of.release,
        "as_of": iso(of.as_of),
        "at": iso(localtime(of.at)),
        "text": titles(of.text["zh"], of.text["en"] or of.text["zh"]),
    }
    if of.ends is None:
        return told
    reason = titles(of.ends.text["zh"], of.ends.text["en"] or of.ends.text["zh"])
    return told | {"withdrawn_at": iso(localtime(of.ends.at)), "withdrawn_text": reason}


def kind_of(of: Note) -> str:
    if of.ends:
        return "restoration"
    return "withdrawal" if of.withdrawn else "correction"


def sentence(of: Note) -> dict[str, str]:
    """The same in a sentence."""
    whole, day = remark(of), iso(localtime(of.at).date())
    told = whole["text"]
    if of.ends:
        since, why = iso(localtime(of.ends.at).date()), whole["withdrawn_text"]
        return titles(
            f"第 {of.release} 号发布曾于 {since} 撤回({why['zh']})，{day} 恢复公开：{told['zh']}",
            f"Release {of.release} was withdrawn on {since} ({why['en']})"
            f" and restored on {day}: {told['en']}",
        )
    if of.withdrawn:
        return titles(
            f"第 {of.release} 号发布已于 {day} 撤回，请不要再引用：{told['zh']}",
            f"Release {of.release} was withdrawn on {day}; please do not quote it: {told['en']}",
        )
    return titles(
        f"第 {of.release} 号发布的更正说明({day})：{told['zh']}",
        f"Correction to release {of.release} of {day}: {told['en']}",
    )


def sentences(of: Iterable[Note]) -> dict[str, str]:
    """Several in one text; empty where nothing is said."""
    told = [sentence(each) for each in of]
    return titles(" ".join(each["zh"] for each in told), " ".join(each["en"] for each in told))


def terms() -> dict[str, Any]:
    """The licence, as answers say it."""
    found = licence()
    return {"id": found.key, "name": titles(found.name_zh, found.name_en), "url": found.url}


def citation(table: PublishedTable, address: str) -> dict[str, str]:
    """How a table is to be quoted: with its release, under which it is found again unchanged."""
    number, day = table.release.number, localtime(table.release.published_at)
    return titles(
        f"{PUBLISHER_ZH}：《{table.title_zh}》，第 {number} 号发布，{day.year}年{day.month}月{day.day}日，"
        f"{address}",
        f"{PUBLISHER_EN}: “{table.title_en}”, release {number}, {day.day} {day:%B} {day.year}, {address}",
    )


def moment(of: PublishedRelease) -> str:
    """When it was published, as ISO 8601 with the region's offset."""
    return iso(localtime(of.published_at))


def iso(day: date | datetime) -> str:
    return day.isoformat(timespec="seconds") if isinstance(day, datetime) else day.isoformat()
