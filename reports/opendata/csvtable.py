"""A table as CSV: one figure a row, readable by spreadsheets (byte order mark) and by programs alike."""

import csv
import io
from collections.abc import Mapping
from typing import Any

from rest_framework.renderers import BaseRenderer

from talent.security.service import harmless_cell


class CsvTable(BaseRenderer):
    """Renders the plain values of TableSerializer; of an error its names and reasons."""

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        if isinstance(data, Mapping) and "cells" in data:
            _write(writer, data)
        else:
            writer.writerows([name, str(reason)] for name, reason in dict(data).items())
        return text.getvalue().encode("utf-8-sig")


def _write(writer: Any, table: Mapping[str, Any]) -> None:
    names = {area["code"]: area["name"] for area in table["areas"]}
    labels = {
        (each["key"], code["code"]): code["name"] for each in table["dimensions"] for code in each["codes"]
    }
    total = {"zh": "合计", "en": "Total"}
    keys = [each["key"] for each in table["dimensions"]]
    heads = [f"{key}{part}" for key in keys for part in ("", "_zh", "_en")]
    writer.writerow(["area", "area_zh", "area_en", *heads, "value", "mark", "release", "as_of", "note"])
    for cell in table["cells"]:
        row = [cell["area"], names[cell["area"]]["zh"], names[cell["area"]]["en"]]
        for key in keys:
            code = cell["classes"][key]
            label = labels.get((key, code), total)
            row += [code, label["zh"], label["en"]]
        value = "" if cell["value"] is None else cell["value"]
        row += [value, cell["mark"], table["release"], table["as_of"], table["note"]["zh"]]
        writer.writerow([harmless_cell(each) for each in row])
