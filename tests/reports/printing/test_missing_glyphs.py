"""Which characters of the national standards the fonts of the sheets have."""

import io

from django.core.management import call_command

from reports.printing.management.commands.missing_glyphs import missing, standards


def test_every_character_of_names_in_the_common_table_and_in_level_2_has_a_glyph_in_every_role():
    known = dict(standards())

    assert {name: len(chars) for name, chars in known.items()} == {
        "通用规范汉字表": 8105,
        "GB 18030-2022 级别1": 27_570,
        "GB 18030-2022 级别2": 27_766,
        "GB 18030-2022 级别3": 87_887,
    }
    assert missing(known["通用规范汉字表"]) == []
    assert missing(known["GB 18030-2022 级别2"]) == []


def test_the_command_names_how_many_of_each_standard_are_missing():
    said = io.StringIO()
    call_command("missing_glyphs", stdout=said)

    lines = said.getvalue().splitlines()
    assert lines[0] == "通用规范汉字表: 8,105 字，缺 0 字"
    assert lines[3] == "GB 18030-2022 级别3: 87,887 字，缺 60,121 字"
