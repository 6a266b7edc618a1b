"""Formulas with a name of their own, for what most categories derive; a bare name stands for its formula."""

from talent.categories.formulas.nodes import Call, Listed, Node, Operation, Rows
from talent.categories.formulas.parsing import parse

NAMED: dict[str, str] = {
    "id_birth": "birth(identity.id_type, identity.id_number)",
    "id_sex": "sex(identity.id_type, identity.id_number)",
    "unit_name": "unit.name",
    "unit_code": "unit.code",
    "unit_region": "unit.region",
    "unit_type": "unit.unit_type",
    "unit_ownership": "unit.ownership",
    "unit_industry": "unit.industry",
    "highest_education": "highest(education.education)",
    "highest_degree": "highest(education.degree)",
    "highest_skill": "highest(skill_cert.level)",
    "is_high_skilled": (
        "if(filled(attribute(skill.highest_level, \"rank\")),"
        " attribute(skill.highest_level, \"is_high_skilled\") = \"yes\", nothing)"
    ),
    "title_level": "attribute(this.title_name, \"level\")",
    "title_series": "attribute(this.title_name, \"series\")",
}  # fmt: skip


def spelled_out(text: str) -> str:
    """The formula that a bare name stands for; any other text as it is."""
    return NAMED.get(text.strip(), text)


def with_named(node: Node) -> Node:
    """The same tree with every name replaced by the formula that it stands for."""
    match node:
        case Rows(name) if name in NAMED:
            return parse(NAMED[name])
        case Listed(items):
            return Listed(tuple(map(with_named, items)))
        case Call(name, arguments):
            return Call(name, tuple(map(with_named, arguments)))
        case Operation(sign, operands):
            return Operation(sign, tuple(map(with_named, operands)))
    return node
