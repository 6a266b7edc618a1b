"""Every event that the code records has its words, in both languages: nobody reads codes in the audit log."""

import ast

import pytest
from django.conf import settings
from django.utils import translation

from config.messages.unwrapped import CHINESE
from talent.orgs.enums import Role
from talent.records.enums import ChangeState, Source
from talent.security.service import ACTIONS, DETAILS, SUBJECTS, VALUES

#: What is given to record_event by another name: a name of the function's own, or of the view.
FOLDERS = ("talent", "reviews", "reports", "site")


def constants(node):
    """The texts that an expression may be; None where it is more than texts and a condition."""
    if isinstance(node, ast.IfExp):
        both = constants(node.body), constants(node.orelse)
        return None if None in both else both[0] | both[1]
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def modules():
    for folder in FOLDERS:
        for path in sorted((settings.BASE_DIR / folder).rglob("*.py")):
            if "migrations" not in path.parts and "record_event" in (text := path.read_text("utf-8")):
                yield path.relative_to(settings.BASE_DIR).as_posix(), ast.parse(text)


def calls(tree, name):
    return [
        each for each in ast.walk(tree) if isinstance(each, ast.Call) and getattr(each.func, "id", "") == name
    ]


def given_to(tree, parameter):
    """The texts that the functions of a module hand on as `parameter` of record_event."""
    found = set()
    for function in (each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)):
        names = [argument.arg for argument in (*function.args.args, *function.args.kwonlyargs)]
        if parameter in names and function.name != "record_event":
            for call in calls(tree, function.name):
                place = names.index(parameter)
                handed = [key.value for key in call.keywords if key.arg == parameter]
                handed += call.args[place : place + 1]
                # A function that hands its own parameter on is read where it is called.
                handed = [each for each in handed if getattr(each, "id", "") != parameter]
                found |= set().union(
                    *(constants(each) or {f"unreadable: {function.name}"} for each in handed)
                )
    return found


def assigned(tree, attribute):
    """The texts that classes of a module give an attribute; the empty one is the base's."""
    bodies = [each for each in ast.walk(tree) if isinstance(each, ast.Assign)]
    named = [each.value for each in bodies if getattr(each.targets[0], "id", "") == attribute]
    return set().union(*(constants(each) or set() for each in named)) - {""}


def neighbours(place):
    """The modules of a folder: a base class records what the classes of the other modules say."""
    folder = (settings.BASE_DIR / place).parent
    return [ast.parse(path.read_text("utf-8")) for path in sorted(folder.glob("*.py"))]


def recorded(parameter):
    """Every text that the code records as `parameter`, with the module; what cannot be read says so."""
    for place, tree in modules():
        for call in calls(tree, "record_event"):
            node = next(key.value for key in call.keywords if key.arg == parameter)
            if isinstance(node, ast.Name):
                texts = given_to(tree, node.id)
            elif isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "self":
                texts = set().union(*(assigned(each, node.attr) for each in neighbours(place)))
            else:
                texts = constants(node)
            yield from ((text, place) for text in texts or {f"unreadable: {ast.unparse(node)}"})


def details():
    """Every key of a detail that the code writes out."""
    for place, tree in modules():
        for call in calls(tree, "record_event"):
            for each in (key.value for key in call.keywords if key.arg == "detail"):
                for written in (node for node in ast.walk(each) if isinstance(node, ast.Dict)):
                    yield from ((key.value, place) for key in written.keys if isinstance(key, ast.Constant))


def test_every_action_has_its_words():
    found = dict(recorded("action"))
    assert {text: place for text, place in found.items() if text not in ACTIONS} == {}
    assert ACTIONS.keys() - found.keys() == set()


def test_every_subject_has_its_words():
    known = {*SUBJECTS, "unreadable: instance._meta.model_name"}  # organisation and membership
    assert {text: place for text, place in recorded("subject") if text not in known} == {}


def test_every_detail_has_its_words():
    assert {key: place for key, place in details() if key not in DETAILS} == {}


def test_values_are_called_as_they_are_everywhere_else():
    lists = {"state": ChangeState, "source": Source}
    assert {key: dict(VALUES[key]) for key in lists} == {
        key: dict(each.choices) for key, each in lists.items()
    }
    assert all(str(role.label) for role in Role)


@pytest.mark.parametrize("words", [ACTIONS, SUBJECTS, DETAILS, *VALUES.values()])
def test_every_word_has_its_english(words):
    with translation.override("en"):
        assert [str(each) for each in words.values() if CHINESE.search(str(each))] == []


def test_an_action_without_words_would_be_found():
    tree = ast.parse("def _log(by, action): record_event(action=action)\n_log(1, 'new')\n_log(1, x)")
    assert given_to(tree, "action") == {"new", "unreadable: _log"}
