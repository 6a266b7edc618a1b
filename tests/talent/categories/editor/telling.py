"""What is told of the changes between two definitions, as the tests read it."""

from talent.categories.editor.comparing import compare
from talent.categories.editor.fates import Step, Way
from talent.categories.editor.revisions import cards_of, speakers_of
from tests.talent.categories.definitions import TABLES, definition

NAME = {"key": "name", "type": "text", "label": "姓名", "label_en": "Name"}


def cards(before, after, *moves):
    way = Way(before, [Step(before, moves)] if before else ())
    speakers = speakers_of(before, after, tables=TABLES, lists={"skill_level": "技能等级"})
    return cards_of(compare(before, after, way), speakers)


def told(before, after, *moves):
    """Each line as (card, mark, name, details, consequences)."""
    return [
        (card.title, str(line.label), line.name, words(line), "".join(map(str, line.consequences)))
        for card in cards(before, after, *moves)
        for line in card.lines
    ]


def words(line):
    return tuple(f"{each.text} [{each.code}]" if each.code else each.text for each in line.details)


def of_field(before, after):
    """Details and consequence of one changed field."""
    (line,) = told(definition(("g", False, [before])), definition(("g", False, [after])))
    return (*line[3], line[4])
