"""What can be shown of a definition while it is being typed, and what is still wrong with it, by place."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from talent.categories.checking.rules import LISTS_OF_RULES
from talent.categories.codes.lists import tables_for
from talent.categories.codes.needed import lists_read_by
from talent.categories.codes.tables import CodeTable, Tables
from talent.categories.compiling import NotCompiled, Raw
from talent.categories.definition import Definition, read_schema
from talent.categories.editor.blocks import plain_groups, plain_rules
from talent.categories.editor.halftyped import Complaint, read_moves, read_stream
from talent.categories.models import Category
from talent.categories.moves.stated import Move
from talent.categories.versions import (
    all_moves,
    compile_parts,
    definition_of,
    lists_of,
    refused_to_follow,
)


@dataclass(frozen=True)
class Draft:
    """A definition to look at. `complaints` are (place, sentence); with any it cannot be published.

    `known`: the code lists that it reads, those of the version in force among them. `moves`: how it follows
    that version, as far as it is stated. `own` and `following`: the complaints that are about the whole, by
    itself and beside the version in force; the others are about what single inputs hold.
    """

    definition: Definition
    complaints: tuple[Complaint, ...]
    known: Tables = field(default_factory=dict, compare=False)
    moves: tuple[Move, ...] = ()
    own: tuple[Complaint, ...] = ()
    following: tuple[Complaint, ...] = ()

    def tables(self) -> Tables:
        """The code lists it reads; a list that does not exist is empty."""
        return self.known | {
            key: CodeTable(key, ()) for key in self.definition.code_lists - self.known.keys()
        }


def draft_of(category: Category) -> Draft:
    """What stands in an unsaved category, whatever it lacks, and whether it may follow the version in force.

    Never raises for what was typed.
    """
    groups, complaints = read_stream(category.groups, _("分组"))
    rules, wrong = read_stream(category.rules, _("规则"))
    raw = list(plain_groups(groups))
    named = [_with_names(each, place, complaints) for place, each in enumerate(raw, 1)]
    chosen = list(plain_rules(rule for rule in rules if rule.value["rule"]))
    tables = tables_for(_lists(category, named, chosen))
    own: list[Complaint] = []
    try:
        schema = compile_parts(category, groups=named, rules=chosen, tables=tables)
    except NotCompiled as no:
        schema, own = no.schema, no.complaints
    stated, unfinished = read_moves(category.moves)
    moves = all_moves(category, raw, stated)
    stopped = refused_to_follow(category, schema, moves, tables)
    found = tuple(dict.fromkeys([*complaints, *own, *wrong, *unfinished, *stopped]))
    return Draft(read_schema(schema), found, tables, tuple(moves), tuple(own), tuple(stopped))


def _lists(category: Category, groups: list[Raw], rules: list[Raw]) -> frozenset[str]:
    """The lists of the draft, of its rules, and of the version that it follows."""
    followed = lists_read_by(definition_of(category.current)) if category.current else frozenset[str]()
    of_rules = {LISTS_OF_RULES[each["rule"]] for each in rules if each["rule"] in LISTS_OF_RULES}
    return lists_of(groups) | of_rules | followed


def _with_names(group: Raw, place: int, complaints: list[Complaint]) -> Raw:
    """The group with a key and a name for itself and each of its fields."""
    named = _named(group, f"group_{place}", _("分组 %(number)s") % {"number": place}, complaints)
    key = named["key"]
    named["fields"] = [
        _named(field, f"field_{number}", _field_place(key, number), complaints)
        for number, field in enumerate(group["fields"], 1)
        if field["enabled"]
    ]
    return named


def _field_place(group: str, number: int) -> str:
    return _("%(group)s 第 %(number)s 个字段") % {"group": group, "number": number}


def _named(raw: Raw, key: str, place: str, complaints: list[Complaint]) -> Raw:
    if not raw["key"]:
        complaints.append((place, _("还没有写代号。")))
    if not raw["label"]:
        complaints.append((place, _("还没有写名称。")))
    return {**raw, "key": raw["key"] or key, "label": raw["label"] or raw["key"] or place}
