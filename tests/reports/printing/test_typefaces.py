import hashlib
import io
import lzma

import pytest
from django.core.exceptions import ImproperlyConfigured
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from reports.printing.management.commands.make_fonts import FOR_WEB
from reports.printing.typefaces import BUNDLED, FONTS, MONGOLIAN, Glyph, Role, typeface

ROLES = list(Role)
NAMES = "䶮㛃𬭚𠅤𬍛·—…（《“，。、）》”□"


def tiny_font(path, *, chars, family="Song of an office", advance=700, permission=0):
    """A font file with one square for each of `chars`; `permission` is its fsType."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for corner in ((0, 500), (500, 500), (500, 0)):
        pen.lineTo(corner)
    pen.closePath()
    square = pen.glyph()
    names = [".notdef", *(f"u{ord(char):X}" for char in chars)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(char): f"u{ord(char):X}" for char in chars})
    builder.setupGlyf(dict.fromkeys(names, square))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (advance, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    names = {"familyName": family, "fullName": family, "psName": family.replace(" ", "")}
    builder.setupNameTable(names)
    builder.setupOS2(fsType=permission)
    builder.setupPost()
    builder.save(path)
    return path


@pytest.mark.parametrize("role", ROLES)
def test_the_rare_characters_of_names_are_in_the_face_of_every_role(role):
    face = typeface(role)

    assert {char: face.glyph(char).face for char in NAMES} == dict.fromkeys(NAMES, face.name)


@pytest.mark.parametrize("role", ROLES)
def test_a_character_that_only_the_widest_font_has_falls_back_to_it(role):
    glyph = typeface(role).glyph("𱁬")

    assert glyph == Glyph("𱁬", typeface(Role.HEI).name, 1.0)


def test_a_character_without_a_glyph_gets_the_mark_and_is_named():
    face = typeface(Role.SONG)

    assert face.glyph("ᠮ") == Glyph("□", face.name, face.glyph("□").advance, missing="ᠮ")


def test_the_letters_of_pinyin_and_of_cyrillic_names_are_there():
    missing = [char for char in "āǎàǖńёөү" for role in ROLES if typeface(role).glyph(char).missing]

    assert missing == []


def test_an_office_puts_its_own_file_before_ours(settings, tmp_path):
    own = tiny_font(tmp_path / "office.ttf", chars="人□")
    settings.PRINT_FONTS = {"song": str(own)}
    face = typeface(Role.SONG)

    assert face.glyph("人") == Glyph("人", f"printing:{own}", 0.7)
    assert face.glyph("才").face == f"printing:{BUNDLED[Role.SONG]}"
    assert typeface(Role.KAI).name == f"printing:{BUNDLED[Role.KAI]}"


def test_an_office_font_of_the_same_name_as_ours_is_not_taken_for_ours(settings, tmp_path):
    typeface(Role.SONG)
    own = tiny_font(tmp_path / "office.ttf", chars="人□", family="NotoSerifSC-Regular")
    settings.PRINT_FONTS = {"song": str(own)}

    assert typeface(Role.SONG).glyph("人") == Glyph("人", f"printing:{own}", 0.7)


@pytest.mark.parametrize("content", [None, b"no font at all"])
def test_an_unusable_file_is_named(settings, tmp_path, content):
    path = tmp_path / "broken.ttf"
    if content:
        path.write_bytes(content)
    settings.PRINT_FONTS = {"title": str(path)}

    with pytest.raises(ImproperlyConfigured, match=r"PRINT_FONTS: .*broken\.ttf"):
        typeface(Role.TITLE)


def test_the_font_files_are_those_of_the_checksums():
    listed = dict(
        reversed(line.split()) for line in (FONTS / "SHA256SUMS").read_text(encoding="ascii").splitlines()
    )

    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FONTS.glob("*.xz")}
    assert set(found) == {path.name for path in (*BUNDLED.values(), MONGOLIAN)}
    found[FOR_WEB] = hashlib.sha256((FONTS / FOR_WEB).read_bytes()).hexdigest()
    assert found == listed


@pytest.mark.parametrize("file", [*BUNDLED.values(), MONGOLIAN], ids=lambda file: file.stem)
def test_each_font_has_its_licence_and_no_reserved_name(file):
    names = TTFont(io.BytesIO(lzma.decompress(file.read_bytes())), lazy=True)["name"]

    family, licence = names.getDebugName(1), names.getDebugName(13)
    assert "SIL Open Font License" in licence
    assert not [name for name in ("LXGW", "霞鹜", "Source") if name in family]
