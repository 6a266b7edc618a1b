"""One portion of people as lines for the tables. Here every microsecond counts a million times."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from portal.demo.bulk.moulds import Cast, Kind, Mould
from portal.demo.bulk.names import Name, Names
from portal.demo.bulk.numbers import Dealer
from portal.demo.bulk.plan import Part, Portion
from portal.demo.bulk.routes import Route, above
from portal.demo.bulk.tables import (
    AUDIT,
    CHANGE,
    DECISION,
    FACT,
    FACT_LOG,
    PERSON,
    RECORD,
    REMARK,
    RUN,
    Lines,
    array,
    line,
)
from portal.demo.bulk.timelines import CORRECTED_EVERY, FATES, Timelines
from portal.demo.bulk.walks import Walk, step_of, walk
from reports.stats.service import PersonKeys
from talent.categories.models import CategoryVersion
from talent.records.enums import ChangeState, Source
from talent.records.models import placement
from talent.security.service import blind_index, encrypt, mask

SEED = 20170519
_RESIDENT = "01"
_STATES, _WEIGHTS = list(FATES), list(FATES.values())
#: How much of what units send came as a list.
_IMPORTED = 0.25
_UNSENT = r"\N"


@dataclass(frozen=True)
class Ground:
    """What all portions are made from. `numbers`: the last number that each table gave out. `lists`: what
    the file of a category is called, `listed`: since when lists came in.

    `moulds`: those of each kind, of others and of Mongols; `routes` by kind and what stands above a unit.
    """

    people: int
    versions: Mapping[str, CategoryVersion]
    moulds: Mapping[Kind, tuple[Sequence[Mould], Sequence[Mould]]]
    routes: Mapping[tuple[Kind, int, int | None], Sequence[Route]]
    names: Names
    timelines: Timelines
    mongol_shares: Mapping[int, float]
    clerks: dict[int, int]
    reviewers: dict[int, int]
    numbers: Mapping[str, int]
    lists: Mapping[str, str]
    listed: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class _Desk:
    """What all changes of one part have in common; `placed`, `version` and `fact` are parts of lines."""

    unit: int
    clerk: int
    placed: str
    version: str
    fact: str
    values: dict[str, str]
    moulds: tuple[Sequence[Mould], Sequence[Mould]]
    routes: Sequence[Route]
    walks: dict[tuple[str, ChangeState, int], Walk] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Human:
    record: int
    name: Name
    values: dict[str, str]
    route: int


def made(portion: Portion, ground: Ground) -> dict[str, bytes]:
    """The lines of a portion by table: the same ones for the same portion, whoever makes them."""
    return _Maker(portion, ground).made()


class _Maker:
    def __init__(self, portion: Portion, ground: Ground) -> None:
        self._portion, self._ground = portion, ground
        self._random = Random(f"{SEED} {portion.number}")
        self._dealer = Dealer(portion.region_code, portion.place, portion.of)
        self._mongol_share = ground.mongol_shares[portion.region_code // 100]
        self._keys = PersonKeys()
        self._lines = Lines()
        self._person = ground.numbers[PERSON] + portion.first
        self._record = ground.numbers[RECORD] + portion.first
        # Corrections have the numbers behind those of all first changes, room for one a person.
        self._change = ground.numbers[CHANGE] + portion.first
        self._correction = ground.numbers[CHANGE] + ground.people + portion.first
        self._run = _UNSENT
        self._sent: list[int] = []
        self._passed: list[int] = []

    def made(self) -> dict[str, bytes]:
        for place, part in enumerate(self._portion.parts):
            source = Source.IMPORT if self._random.random() < _IMPORTED else Source.UNIT
            desk, before = self._desk(part), self._correction
            self._run = self._list(place, part) if source == Source.IMPORT else _UNSENT
            for state in self._random.choices(_STATES, _WEIGHTS, k=part.people):
                self._one(desk, state, source)
            category = self._ground.versions[part.category].category_id
            for count, way in ((part.people, source), (self._correction - before, Source.UNIT)):
                self._log("propose", [part.unit.pk], count=count, category=category, source=way)
        units = sorted({part.unit.pk for part in self._portion.parts})
        self._log("submit", units, count=len(self._sent), changes=self._sent)
        self._log("accept", units, count=len(self._passed), changes=self._passed)
        return self._lines.packed()

    def _list(self, place: int, part: Part) -> str:
        """The list with which a part came in; returns its number."""
        number = self._ground.numbers[RUN] + self._portion.first_part + place + 1
        unit, version = part.unit.pk, self._ground.versions[part.category]
        given = (
            self._ground.lists[part.category],
            self._ground.clerks[unit],
            self._ground.listed.isoformat(),
        )
        self._lines.of[RUN].append(line(number, unit, version.category_id, *given))
        return str(number)

    def _desk(self, part: Part) -> _Desk:
        unit, ground = part.unit, self._ground
        version, kind = ground.versions[part.category], Kind.of(unit, part.category)
        names = ("unit_id", "region_code", "seat_code", "industry", "system_id")
        placed = [version.category_id, *(placement(unit)[each] for each in names)]
        return _Desk(
            unit=unit.pk,
            clerk=ground.clerks[unit.pk],
            placed="\t" + line(*placed).removesuffix("\n"),
            version=f"\t{version.pk}\t",
            fact="\t" + line(*placed[:4]).removesuffix("\n"),
            values={"unit": unit.name, "unit_code": unit.code, "region": str(unit.seat_region_id)},
            moulds=ground.moulds[kind],
            routes=ground.routes[kind, *above(unit)],
        )

    def _one(self, desk: _Desk, state: ChangeState, source: Source) -> None:
        """One person with a record, its change, and what follows from it where it was approved."""
        human, mould = self._human(desk)
        self._change += 1
        walked = self._walk(desk, human.route, state)
        at = self._changed(desk, human, mould.first, self._change, walked, source)
        row = f"{human.record}\t{self._person}{desk.placed}\t"
        if state != ChangeState.ACCEPTED:
            self._lines.of[RECORD].append(f"{row}\\N\t\\N\t{'t' if walked.held else 'f'}\n")
            return
        self._lines.of[RECORD].append(f"{row}{self._change}\t{at}\tt\n")
        self._fact(desk, human, mould)
        if self._random.random() * CORRECTED_EVERY < 1:
            self._correction += 1
            again = self._walk(desk, human.route, ChangeState.WAITING)
            self._changed(desk, human, mould.corrected, self._correction, again, Source.UNIT)

    def _human(self, desk: _Desk) -> tuple[_Human, Mould]:
        random = self._random.random
        self._person += 1
        self._record += 1
        mongol = random() < self._mongol_share
        moulds = desk.moulds[mongol]
        names = self._ground.names.mongol if mongol else self._ground.names.other
        mould, name = moulds[int(random() * len(moulds))], names[int(random() * len(names))]
        number, birth = self._dealer.deal(year=mould.year, male=mould.male)
        digits = f"{int(random() * 10**16):016d}"
        values = desk.values | {
            "name": name.text,
            "number": number,
            "birth": birth,
            "mobile": f"1{'3578'[int(random() * 4)]}{digits[:9]}",
            "new_mobile": f"139{digits[8:]}",
            "batch": digits[9:],
            "serial": digits[3:9],
        }
        index, masked = blind_index(kind=_RESIDENT, number=number), mask(kind="id_number", text=number)
        self._lines.of[PERSON].append(f"{self._person}\t{_RESIDENT}\t\\\\x{index.hex()}\t{masked}\n")
        return _Human(self._record, name, values, mould.place), mould

    def _walk(self, desk: _Desk, place: int, state: ChangeState) -> Walk:
        route = desk.routes[place]
        step = step_of(route, state, self._random)
        key = route.text, state, step
        if (found := desk.walks.get(key)) is None:
            found = walk(route, unit=desk.unit, state=state, step=step, reviewers=self._ground.reviewers)
            desk.walks[key] = found
        return found

    def _changed(self, desk: _Desk, human: _Human, cast: Cast, pk: int, walked: Walk, source: Source) -> str:
        """Write one change with its decisions; returns its last moment."""
        lines = self._lines.of
        time = self._ground.timelines.of(
            (walked.final, walked.sent, len(walked.decisions)), random=self._random
        )
        for decision, step in zip(walked.decisions, time.steps, strict=True):
            lines[DECISION].append(f"{pk}{decision % step}")
        if walked.remark:
            lines[REMARK].append(f"{pk}{walked.remark % time.updated}")
        if walked.sent:
            self._sent.append(pk)
            self._passed += [pk] * walked.passed
        way = walked.walked % time.waits[walked.level] if walked.level else walked.walked
        secret = {path: value % human.values for path, value in cast.sealed.items()}
        sealed = encrypt(table="change", column="sealed", row_id=pk, values=secret)
        name, clerk = human.name, desk.clerk
        lines[CHANGE].append(
            f"{pk}\t{human.record}{desk.placed}{desk.version}{walked.state.value}\t{source.value}\t"
            f"{self._run if source == Source.IMPORT else _UNSENT}\t"
            f"{cast.data % human.values}\t\\\\x{sealed.hex()}\t{name.text}\t{name.bigrams}\t{name.pinyin}\t"
            f"{cast.noted}\t{way}\t"
            f"{{{clerk}}}\t{clerk}\t{time.created}\t{clerk}\t{time.updated}\t"
            f"{clerk if walked.sent else _UNSENT}\t{time.submitted}\t"
            f"{time.updated if walked.final else _UNSENT}\n"
        )
        return time.updated

    def _fact(self, desk: _Desk, human: _Human, mould: Mould) -> None:
        lines, key = self._lines.of, self._keys.of(self._person)
        lines[FACT].append(f"{human.record}\t{self._person}{desk.fact}\t{mould.counts % key}\n")
        lines[FACT_LOG].append(f"{human.record}\n")

    def _log(self, action: str, units: Sequence[int], **detail: object) -> None:
        """The audit event of a batch, by the system itself as for all demonstration data."""
        if detail["count"]:
            at, told = self._ground.at.isoformat(), json.dumps(detail)
            self._lines.of[AUDIT].append(line(at, None, action, "change", "", array(units), told))
