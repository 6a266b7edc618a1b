"""The open interface against views of the REST framework: on one server, asked by wrk in turn.

Target P6: uncached ≥ 4 × the serializer; cached, or 304, ≥ .7 × a view that does nothing. Held to where the
run is long enough (BENCH_SECONDS at least 2): the ratio of two sides in one run is no figure of a machine.
"""

import json
import os
import re
import shutil
import statistics
import subprocess
from contextlib import closing
from http.client import HTTPConnection

import pytest

from tests.reports.opendata.releases import publish
from tests.speed.measure import RESULTS
from tests.speed.serving import served

pytestmark = [pytest.mark.django_db(transaction=True, databases=["default", "public"]), pytest.mark.slow]

SECONDS, ROUNDS = int(os.environ.get("BENCH_SECONDS", "2")), int(os.environ.get("BENCH_ROUNDS", "3"))
WRK = shutil.which("wrk")
TARGETS = {"uncached / serializer": 4, "cached / trivial": 0.7, "304 / trivial": 0.7}
KEY, LIMIT = "league_category", 50
#: Leagues of a table of 13 × 24 figures.
LEAGUES = [str(code) for code in range(150100, 151300, 100)]
CLASSES = [f"class{number}" for number in range(23)]
#: Every question is another one: some of the leagues in some order.
SCRIPT = """
local areas = {{{areas}}}
request = function()
    for place = #areas, 2, -1 do
        local other = math.random(place)
        areas[place], areas[other] = areas[other], areas[place]
    end
    return wrk.format("GET", "{path}?limit={limit}&area=" .. table.concat(areas, ",", 1, 8))
end
init = function(args) math.randomseed(os.time()) end
"""


def publish_figures():
    """A table of the size of the usual ones."""
    areas = [
        {
            "code": code,
            "level": "region" if code == "150000" else "league",
            "label_zh": f"地区{code}",
            "label_en": f"Area {code}",
        }
        for code in ["150000", *LEAGUES]
    ]
    codes = [{"code": code, "label_zh": f"类别{code}", "label_en": f"Class {code}"} for code in CLASSES]
    category = {"key": "category", "label_zh": "人才类别", "label_en": "Category of talent", "codes": codes}
    figures = [
        (area["code"], code, 5 * (place + step + 2), "")
        for place, area in enumerate(areas)
        for step, code in enumerate(["total", *CLASSES])
    ]
    publish(1, {"key": KEY, "areas": areas, "dimensions": (category,), "figures": figures})


def rate(address, path, *, script=None, header=None):
    """Answers a second, none of them an error."""
    command = [WRK, "-t1", "-c8", f"-d{SECONDS}s", *(["-s", script] if script else [])]
    command += [*(["-H", header] if header else []), f"http://{address}{path}"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Non-2xx" not in told, told
    assert "Socket errors" not in told, told
    return float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1])


def asked(address, path):
    with closing(HTTPConnection(address)) as place:
        place.request("GET", path)
        answer = place.getresponse()
        return answer.status, answer.headers["ETag"], answer.read()


@pytest.mark.skipif(WRK is None, reason="no wrk on this machine (Debian: apt-get install wrk)")
def test_the_open_interface_against_views_of_the_rest_framework(tmp_path):
    publish_figures()
    scripts = {}
    for side, path in (("uncached", f"/open/v1/tables/{KEY}/"), ("serializer", f"/open/v1/beside/{KEY}/")):
        scripts[side] = tmp_path / f"{side}.lua"
        areas = ",".join(f'"{code}"' for code in LEAGUES)
        scripts[side].write_text(SCRIPT.format(areas=areas, path=path, limit=LIMIT))
    page = f"/open/v1/tables/{KEY}/?limit={LIMIT}"
    with served(urls="tests.speed.open_views") as address:
        status, tag, body = asked(address, page)
        chosen = ",".join(LEAGUES[:8])
        _status, _tag, plain = asked(address, f"/open/v1/beside/{KEY}/?limit={LIMIT}&area={chosen}")
        assert (status, len(json.loads(body)["cells"]), len(json.loads(plain))) == (200, LIMIT, LIMIT)
        sides = {
            "trivial": lambda: rate(address, "/open/v1/beside/trivial/"),
            "cached": lambda: rate(address, page),
            "unchanged": lambda: rate(address, page, header=f"If-None-Match: {tag}"),
            "uncached": lambda: rate(address, "/", script=scripts["uncached"]),
            "serializer": lambda: rate(address, "/", script=scripts["serializer"]),
        }
        found = {side: [] for side in sides}
        for _ in range(ROUNDS):
            for side, run in sides.items():
                found[side].append(run())
    rates = {side: statistics.median(each) for side, each in found.items()}
    line = {
        "name": "open interface",
        "seconds": SECONDS,
        **rates,
        "uncached / serializer": rates["uncached"] / rates["serializer"],
        "cached / trivial": rates["cached"] / rates["trivial"],
        "304 / trivial": rates["unchanged"] / rates["trivial"],
    }
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    with RESULTS.open("a") as file:
        file.write(json.dumps(line) + "\n")
    missed = {name: line[name] for name, least in TARGETS.items() if SECONDS >= 2 and line[name] < least}
    print("", *(f"{name}: {value:.2f}" for name, value in line.items() if isinstance(value, float)), sep="\n")
    assert missed == {}
