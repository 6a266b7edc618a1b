"""Bounds of cells under linked sums, by an LP solver and CP-SAT: a program that reads JSON and writes JSON.

    {"spans": [[low, high] of each cell], "sums": [[whole, [parts]]], "asked": [cells], "narrowest": how many}
    → {"bounds": [[low, high] of each asked cell], "whole": [[cell, low, high] of the narrowest]}

Its own process, as the solvers' compiled parts have no business beside those of the application. An LP bound
is rounded inwards. CP-SAT reports what it found whole solutions for: never wider than the truth.
"""

import json
import sys
from math import ceil, floor
from typing import Any

SECONDS = 20.0


def linear_bounds(problem: dict[str, Any]) -> list[list[int]]:
    """The least and greatest value of each asked cell that fits all spans and sums."""
    from ortools.linear_solver import pywraplp

    solver = pywraplp.Solver.CreateSolver("GLOP")
    cells = [solver.NumVar(low, high, "") for low, high in problem["spans"]]
    for whole, parts in problem["sums"]:
        row = solver.Constraint(0, 0)
        row.SetCoefficient(cells[whole], -1)
        for part in parts:
            row.SetCoefficient(cells[part], 1)
    goal = solver.Objective()

    def best(cell: int, *, most: bool) -> float:
        goal.Clear()
        goal.SetCoefficient(cells[cell], 1)
        goal.SetOptimizationDirection(most)
        if solver.Solve() != pywraplp.Solver.OPTIMAL:
            raise RuntimeError("the figures contradict each other")
        return float(goal.Value())

    return [
        [ceil(best(cell, most=False) - 1e-6), floor(best(cell, most=True) + 1e-6)]
        for cell in problem["asked"]
    ]


def whole_bounds(problem: dict[str, Any], cell: int) -> list[int]:
    """The least and greatest value of a cell in whole solutions that CP-SAT finds."""
    from ortools.sat.python import cp_model

    found = []
    for most in (False, True):
        model = cp_model.CpModel()
        cells = [model.new_int_var(low, high, "") for low, high in problem["spans"]]
        for whole, parts in problem["sums"]:
            model.add(sum(cells[part] for part in parts) == cells[whole])
        if most:
            model.maximize(cells[cell])
        else:
            model.minimize(cells[cell])
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        solver.parameters.max_time_in_seconds = SECONDS
        if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            raise RuntimeError("no whole solution was found in time")
        found.append(round(solver.objective_value))
    return found


def main() -> None:
    problem = json.load(sys.stdin)
    bounds = linear_bounds(problem)
    by_width = sorted(
        zip(problem["asked"], bounds, strict=True), key=lambda each: (each[1][1] - each[1][0], each[0])
    )
    narrowest = [cell for cell, _bounds in by_width[: problem["narrowest"]]]
    whole = [[cell, *whole_bounds(problem, cell)] for cell in narrowest]
    json.dump({"bounds": bounds, "whole": whole}, sys.stdout)


if __name__ == "__main__":
    main()
