"""Counting together over processes, in a file of fixed size."""

import subprocess
import sys

from reports.opendata import counting
from reports.opendata.counting import Counter


def test_each_name_and_each_window_is_counted_by_itself(monkeypatch):
    moment = [600.0]
    monkeypatch.setattr(counting.time, "time", lambda: moment[0])
    counter = Counter(None)
    first = [counter.add("one", seconds=60), counter.add("one", seconds=60), counter.add("two", seconds=60)]
    moment[0] = 659.0
    late = counter.add("one", seconds=60)
    moment[0] = 660.0
    assert [each.times for each in first] == [1, 2, 1]
    assert (late, counter.add("one", seconds=60)) == ((3, 1), (1, 60))
    assert counter.add("one", seconds=3600).times == 1


def test_two_processes_count_together(tmp_path):
    file = tmp_path / "below" / "limits"
    mine = Counter(file).add("caller", seconds=10**8)
    other = "from pathlib import Path; from reports.opendata.counting import Counter; import sys;"
    other += "print(Counter(Path(sys.argv[1])).add('caller', seconds=10**8).times)"
    told = subprocess.run([sys.executable, "-c", other, file], capture_output=True, text=True, check=True)
    assert (mine.times, int(told.stdout), Counter(file).add("caller", seconds=10**8).times) == (1, 2, 3)
    assert file.stat().st_mode & 0o077 == 0


def test_where_all_places_are_taken_the_least_counted_gives_way(monkeypatch):
    monkeypatch.setattr(counting, "_PLACES", 4)
    counter = Counter(None)
    for _ in range(5):
        counter.add("busy", seconds=60)
    for number in range(20):
        counter.add(f"once {number}", seconds=60)
    assert counter.add("busy", seconds=60).times == 6
