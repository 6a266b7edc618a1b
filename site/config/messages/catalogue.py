"""Reads and writes the catalogue; the same texts always give the same file, without dates or line numbers."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from config.messages.extracting import Message

LANGUAGE = "en"
_WIDTH = 110
_HEAD = r"""# English of the interface. `manage.py messages` brings it in step with the code.
msgid ""
msgstr ""
"Language: en\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""
#: Each text with its translation: as many texts, empty where there is none.
Translations = dict[Message, tuple[str, ...]]


def read(path: Path, language: str = LANGUAGE) -> Translations:
    """The translations of a file; none where there is no file yet."""
    if not path.exists():
        return {}
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language, ignore_obsolete=True)
    return {
        Message(_texts(entry.id), entry.context): ("",) if entry.fuzzy else _texts(entry.string)
        for entry in catalogue
        if entry.id
    }


def _texts(given: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (given or "",) if isinstance(given, str | None) else tuple(given)


def rendered(found: Mapping[Message, list[str]], translations: Translations) -> str:
    """The file for the texts of the code: translations kept, those of texts that are gone dropped."""
    catalogue = Catalog(locale=LANGUAGE, fuzzy=False)
    for message, places in found.items():
        kept = translations.get(message, ("",) * len(message.texts))
        catalogue.add(
            message.id,
            kept[0] if len(message.texts) == 1 else kept,
            locations=[(place, 0) for place in places],
            context=message.context,
        )
    file = BytesIO()
    write_po(file, catalogue, width=_WIDTH, omit_header=True, sort_by_file=True, include_lineno=False)
    return _HEAD + file.getvalue().decode().strip() + "\n"
