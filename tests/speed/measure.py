"""Two ways of doing one thing, in turn in one run, so that the machine's moods hit both alike."""

import json
import os
import statistics
import time
from pathlib import Path

#: Rows to measure with; CI only checks that a benchmark runs.
SIZE = int(os.environ.get("BENCH_SIZE", "5000"))
RESULTS = Path(os.environ.get("BENCH_RESULTS", ".data/bench.jsonl"))


def compare(name, *, ours, other, rounds=15, **facts):
    """Run both in turn, print the medians and their ratio (other / ours), append them as a JSON line."""
    times = {"ours": [], "other": []}
    for _ in range(rounds):
        for side, run in (("ours", ours), ("other", other)):
            began = time.perf_counter()
            run()
            times[side].append(time.perf_counter() - began)
    medians = {side: statistics.median(values) for side, values in times.items()}
    line = {"name": name, "size": SIZE, **medians, "ratio": medians["other"] / medians["ours"], **facts}
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    with RESULTS.open("a") as file:
        file.write(json.dumps(line) + "\n")
    print(f"\n{name}: ours {medians['ours'] * 1000:.2f} ms, other {medians['other'] * 1000:.2f} ms, "
          f"ratio {line['ratio']:.1f} at {SIZE} rows")  # fmt: skip
    return line


def percentiles(name, sides, *, rounds=60, **facts):
    """Run all in turn, print p50 and p95 of each, append them as a JSON line; returns the p95 by name."""
    times = {side: [] for side in sides}
    for _ in range(rounds):
        for side, run in sides.items():
            began = time.perf_counter()
            run()
            times[side].append(time.perf_counter() - began)
    p95 = {side: sorted(each)[int(rounds * 0.95) - 1] for side, each in times.items()}
    p50 = {side: statistics.median(each) for side, each in times.items()}
    line = {"name": name, "size": SIZE, "p50": p50, "p95": p95, **facts}
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    with RESULTS.open("a") as file:
        file.write(json.dumps(line) + "\n")
    shown = ", ".join(f"{side} {p50[side] * 1000:.2f}/{p95[side] * 1000:.2f} ms" for side in sides)
    ratios = ", ".join(f"{key} {value:.1f}" for key, value in facts.items() if isinstance(value, float))
    print(f"\n{name} (p50/p95): {shown} {ratios}")
    return p95
