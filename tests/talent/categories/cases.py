"""What each type of field takes and refuses: the same cases for every evaluator of the definitions."""

from talent.categories.codes.tables import CodeEntry, CodeTable
from talent.categories.dates import today
from talent.categories.definition import Field, Option

OPTIONS = (Option("1", "认可", "Recognised"), Option("2", "不认可"), Option("3", "未评议"))
TABLES = {
    "region": CodeTable("region", (CodeEntry("152502", "锡林浩特市", "Xilinhot"),), is_open=True),
    "comma": CodeTable("comma", (CodeEntry("A", "农、林、牧、渔业"), CodeEntry("B", "采矿业"))),
    "level": CodeTable("level", (CodeEntry("1", "高级"), CodeEntry("9", "旧级", choosable=False))),
}
#: A day of next year, as far ahead as any event may be written by mistake.
AHEAD = f"{today().year + 1}-01-02"


def field(kind, **given):
    return Field(key="f", type=kind, label="字段", group="g", **given)


FILE = "01890a5d-ac96-774b-bcce-b302099a8057"
CERTIFICATE = {"id": FILE, "name": "证书.pdf", "kind": "pdf", "size": 2_300_000}
PHOTO = {"id": FILE, "name": "照片.jpg", "kind": "jpg", "size": 48_000}

#: (type, attributes, typed, stored, shown)
READ = [
    ("text", {}, "  苏和 ", "苏和", "苏和"),
    ("text", {"max_length": 4}, "𬭚𠅤䶮㛃", "𬭚𠅤䶮㛃", "𬭚𠅤䶮㛃"),
    ("text", {}, "\ufeff 苏\u200b和\u3000", "苏和", "苏和"),
    ("text", {}, 152502, "152502", "152502"),
    ("longtext", {}, "第一行\n第二行", "第一行\n第二行", "第一行\n第二行"),
    ("name", {}, "斯琴•图雅", "斯琴·图雅", "斯琴·图雅"),
    ("name", {}, "斯琴 ・ 图雅", "斯琴·图雅", "斯琴·图雅"),
    ("name", {}, "斯琴‧图雅", "斯琴·图雅", "斯琴·图雅"),
    ("name", {}, "阿.𬭚．㛃", "阿·𬭚·㛃", "阿·𬭚·㛃"),
    ("name", {}, "J. R. Smith•Jones", "J. R. Smith•Jones", "J. R. Smith•Jones"),
    ("phone", {}, "138 0000 0000", "13800000000", "13800000000"),
    ("phone", {}, "0471－1234567", "0471-1234567", "0471-1234567"),
    ("phone", {}, "（０４７１）１２３４５６７", "04711234567", "04711234567"),
    ("phone", {}, "0471—1234567-801", "0471-1234567-801", "0471-1234567-801"),
    ("file", {}, f"{FILE}/pdf/2300000/证书.pdf", [CERTIFICATE], "证书.pdf (2.2 MB)"),
    ("file", {"most": 2}, ["", CERTIFICATE, CERTIFICATE], [CERTIFICATE], "证书.pdf (2.2 MB)"),
    ("file", {"accepts": "portrait"}, [PHOTO], [PHOTO], "照片.jpg (47 KB)"),
    ("email", {}, "a.b@example.cn", "a.b@example.cn", "a.b@example.cn"),
    ("id_number", {}, "1525 2419671012464x", "15252419671012464X", "15252419671012464X"),
    ("id_number", {}, "１５２５２４１９６７１０１２４６４ｘ", "15252419671012464X", "15252419671012464X"),
    ("integer", {}, "12.0", 12, "12"),
    ("integer", {}, "－１２", -12, "-12"),
    ("integer", {"minimum": 0}, 0, 0, "0"),
    ("integer", {"minimum": 0, "maximum": 60}, "60", 60, "60"),
    ("decimal", {}, "1,234.50", "1234.5", "1234.5"),
    ("decimal", {}, "-0.0", "0", "0"),
    ("decimal", {}, "100", "100", "100"),
    ("decimal", {}, ".30000000000000004", "0.30000000000000004", "0.30000000000000004"),
    ("date", {}, "1985年7月6日", "1985-07-06", "1985年7月6日"),
    ("month", {}, "1985/7", "1985-07", "1985年7月"),
    ("month", {}, "1985-07-06", "1985-07", "1985年7月"),
    ("partial_date", {}, "2012", "2012", "2012年"),
    ("partial_date", {}, "2012-05-18", "2012-05-18", "2012年5月18日"),
    ("date", {"future": True}, AHEAD, AHEAD, f"{AHEAD[:4]}年1月2日"),
    ("month", {"future": True}, AHEAD[:7], AHEAD[:7], f"{AHEAD[:4]}年1月"),
    ("partial_date", {"future": True}, AHEAD[:4], AHEAD[:4], f"{AHEAD[:4]}年"),
    ("year", {"future": True}, AHEAD[:4], int(AHEAD[:4]), AHEAD[:4]),
    ("year", {}, "2024年", 2024, "2024"),
    ("year", {}, "２０２４", 2024, "2024"),
    ("bool", {}, "是", True, "是"),
    ("bool", {}, False, False, "否"),
    ("bool", {}, "0", False, "否"),
    ("choice", {"options": OPTIONS}, "认可", "1", "认可"),
    ("choice", {"options": OPTIONS}, "recognised", "1", "认可"),
    ("choice", {"options": OPTIONS, "open": True}, "众口交誉", {"text": "众口交誉"}, "众口交誉"),
    ("choice", {"code_list": "level"}, "1", "1", "高级"),
    ("multichoice", {"options": OPTIONS}, "未评议、认可，认可", ["1", "3"], "认可、未评议"),
    ("multichoice", {"options": OPTIONS}, ["2", "", None, "1"], ["1", "2"], "认可、不认可"),
    ("multichoice", {"code_list": "comma"}, "农、林、牧、渔业", ["A"], "农、林、牧、渔业"),
    (
        "multichoice",
        {"code_list": "region"},
        ["北京市", "152502"],
        ["152502", {"text": "北京市"}],
        "锡林浩特市、北京市",
    ),
    ("region", {"code_list": "region"}, "锡林浩特市", "152502", "锡林浩特市"),
    ("region", {"code_list": "region"}, {"text": "锡林浩特市"}, "152502", "锡林浩特市"),
    ("region", {"code_list": "region"}, "北京市", {"text": "北京市"}, "北京市"),
    ("unit", {}, "示例医院", "示例医院", "示例医院"),
]

#: (type, attributes, typed, message key)
REFUSED = [
    ("text", {"max_length": 2}, "三个字", "too_long"),
    ("text", {"minimum": 2}, "一", "too_short"),
    ("text", {"pattern": r"\d{6}"}, "02600", "bad_format"),
    ("text", {}, "a\u202eb", "control_character"),
    ("text", {}, "\ue235", "private_script"),
    ("text", {}, "a\x00b", "control_character"),
    ("text", {}, "a\ud800b", "control_character"),
    ("text", {}, {"a": "b"}, "not_a_row"),
    ("text", {}, ["a"], "not_a_row"),
    ("file", {}, "证书.pdf", "not_an_attachment"),
    ("file", {}, f"{FILE}/exe/1/a.exe", "not_an_attachment"),
    ("file", {}, f"{FILE}/pdf/1/a\u202efdp.pdf", "not_an_attachment"),
    ("file", {}, [{**CERTIFICATE, "size": True}], "not_an_attachment"),
    ("file", {}, [CERTIFICATE, {**CERTIFICATE, "id": FILE[::-1].replace("-", "")}], "not_an_attachment"),
    ("file", {}, [CERTIFICATE, {**CERTIFICATE, "id": FILE.replace("0", "1")}], "too_many_attachments"),
    ("file", {"accepts": "images"}, [CERTIFICATE], "file_picture"),
    ("file", {}, "refused/file_too_big/10/大.pdf", "file_too_big"),
    ("file", {}, "refused/required/10/大.pdf", "not_an_attachment"),
    ("phone", {}, "12345", "not_a_phone"),
    ("phone", {}, "٠٤٧١-١٢٣٤٥٦٧", "not_a_phone"),
    ("id_number", {}, "1" * 31, "too_long"),
    ("email", {}, "a@b", "not_an_email"),
    ("integer", {}, "十二", "not_integer"),
    ("integer", {"minimum": 0}, "-1", "below_minimum"),
    ("integer", {"maximum": 60}, "61", "above_maximum"),
    ("decimal", {}, "NaN", "not_decimal"),
    ("decimal", {}, "1e400", "not_decimal"),
    ("decimal", {}, "1E-999999999", "not_decimal"),
    ("decimal", {}, "1" * 16, "not_decimal"),
    ("decimal", {}, "1_0", "not_decimal"),
    ("decimal", {"minimum": 0}, "-0.5", "below_minimum"),
    ("date", {}, "1985-07", "not_a_date"),
    ("date", {}, "1985-02-30", "not_a_date"),
    ("date", {}, "1800-01-01", "year_out_of_range"),
    ("month", {}, "1985", "not_a_month"),
    ("year", {}, "85", "not_a_year"),
    ("year", {}, "1066", "year_out_of_range"),
    ("date", {}, AHEAD, "in_future"),
    ("month", {}, AHEAD[:7], "in_future"),
    ("partial_date", {}, AHEAD, "in_future"),
    ("partial_date", {}, AHEAD[:4], "in_future"),
    ("year", {}, AHEAD[:4], "in_future"),
    ("year", {"future": True}, "2999", "year_out_of_range"),
    ("partial_date", {}, "昨天", "not_a_partial_date"),
    ("bool", {}, "也许", "not_yes_no"),
    ("choice", {"options": OPTIONS}, "众口交誉", "not_in_list"),
    ("choice", {"code_list": "level"}, "9", "retired_code"),
    ("multichoice", {"options": OPTIONS}, ["1", "x"], "not_in_list"),
    ("multichoice", {"options": OPTIONS}, "、", "not_in_list"),
    ("region", {"code_list": "region"}, {"name": "北京市"}, "not_in_list"),
    ("region", {"code_list": "region"}, {"text": ["北京市"]}, "not_a_row"),
    ("region", {"code_list": "region"}, "长" * 121, "too_long"),
    ("unit", {}, "长" * 121, "too_long"),
]
