"""A finding in the reader's language: what was found, where, and what to do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from talent.categories.service import Problem, Tables, in_reader_language, named_place, shown
from talent.records.checks.finding import Finding
from talent.records.checks.registry import BY_KEY
from talent.records.enums import Severity
from talent.records.models import Change


@dataclass(frozen=True)
class Told:
    """`label` is the name of the place, `text` the sentence, `remedy` what to do."""

    finding: Finding
    severity: Severity
    label: str
    text: str
    remedy: str


def told(change: Change, findings: Iterable[Finding], *, tables: Tables) -> list[Told]:
    """The findings of a change as sentences, in their order; a check that was taken away says nothing."""
    return [_told(change, each, tables) for each in findings if each.check in BY_KEY]


def _told(change: Change, finding: Finding, tables: Tables) -> Told:
    check = BY_KEY[finding.check]
    label = named_place(change.version, finding.path) or _("整体")
    text = _of_rule(change, finding) if finding.check == "rules" else ""
    if not text:
        given = {key: _word(change, said, tables) for key, said in finding.given.items()}
        text = str(check.sentence) % {"label": label, **given}
    return Told(finding, check.severity, label, text, str(check.remedy))


def _of_rule(change: Change, finding: Finding) -> str:
    problem = Problem(finding.path, finding.given["key"], finding.given["given"])
    (worded,) = in_reader_language(change.version, [problem])
    return worded.text


def _word(change: Change, said: Any, tables: Tables) -> Any:
    """What `given` holds, in words."""
    if not isinstance(said, Mapping):
        return said
    if "field" in said:
        return named_place(change.version, said["field"])
    return shown(change.version, said["at"], said["value"], tables=tables)
