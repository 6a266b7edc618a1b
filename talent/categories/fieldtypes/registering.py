"""The registry of field types, which takes only types that are whole."""

from talent.categories.definition import Field
from talent.categories.faces.descriptions import PrintedKind
from talent.categories.fieldtypes.base import SETTINGS, FieldType

FACES = (
    "read", "show", "typed", "input", "kept_choices", "choices", "cell", "json_schema", "dimension", "filter",
)  # fmt: skip
#: What a type says of itself in so many words.
WORDS = ("name", "label", "printed")

REGISTRY: dict[str, FieldType] = {}


class Unregistered(TypeError):
    """The type cannot be registered; `face` is what it lacks."""

    def __init__(self, kind: type[FieldType], face: str, why: str) -> None:
        super().__init__(f"{kind.__name__}.{face}: {why}")
        self.face = face


def register(kind: type[FieldType]) -> None:
    """Make a type usable in definitions. Raises Unregistered, naming the face that is missing."""
    for word in WORDS:
        if not getattr(kind, word, None):
            raise Unregistered(kind, word, "not given")
    if not getattr(kind, "settings", SETTINGS | {""}) <= SETTINGS:
        raise Unregistered(kind, "settings", "not given, or not of SETTINGS")
    if not isinstance(kind.printed, PrintedKind):
        raise Unregistered(kind, "printed", "not one of PrintedKind")
    for face in FACES:
        _check(kind, face)
    if kind.name in REGISTRY:
        raise Unregistered(kind, "name", f"{kind.name!r} is taken")
    REGISTRY[kind.name] = kind()


def _check(kind: type[FieldType], face: str) -> None:
    """A face is the type's own or its family's; what merely happens to be inherited, nobody thought about."""
    giver = next(each for each in kind.__mro__ if face in vars(each))
    if getattr(vars(giver)[face], "__isabstractmethod__", False):
        raise Unregistered(kind, face, "no answer")
    if giver is not kind and not vars(giver).get("is_family"):
        raise Unregistered(kind, face, f"taken from {giver.__name__}, which is no family")


def type_of(field: Field) -> FieldType:
    """The type of a field. Raises KeyError for one that is not registered (compiling refuses it before)."""
    return REGISTRY[field.type]
