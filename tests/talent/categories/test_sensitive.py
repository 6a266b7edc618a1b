from hypothesis import given
from hypothesis import strategies as st

from talent.categories.sensitive import join, split
from tests.talent.categories.definitions import definition

SECRET = {"key": "secret", "type": "text", "sensitivity": "sensitive"}
PLAIN = {"key": "plain", "type": "text"}
DEFINITION = definition(("one", False, [SECRET, PLAIN]), ("many", True, [PLAIN, SECRET]))
ROW = st.fixed_dictionaries({}, optional={"secret": st.text(), "plain": st.text()})
DOCUMENTS = st.fixed_dictionaries({"one": ROW, "many": st.lists(ROW, max_size=4)})


@given(DOCUMENTS)
def test_a_split_document_joins_to_itself_and_its_open_part_has_no_secret(document):
    opened, secret = split(DEFINITION, document)
    assert join(opened, secret) == document
    assert all("secret" not in row for row in [opened["one"], *opened["many"]])


def test_secrets_are_named_by_their_place():
    document = {"one": {"secret": "甲", "plain": "乙"}, "many": [{"plain": "丙"}, {"secret": "丁"}]}
    assert split(DEFINITION, document) == (
        {"one": {"plain": "乙"}, "many": [{"plain": "丙"}, {}]},
        {"one.secret": "甲", "many.1.secret": "丁"},
    )


def test_joining_changes_neither_part():
    opened, secret = {"one": {}, "many": [{}]}, {"many.0.secret": "丁"}
    join(opened, secret)
    assert opened == {"one": {}, "many": [{}]}
