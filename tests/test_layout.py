"""The house keeps its plan: docs/architecture.md, checked."""

import ast
import re
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
PACKAGES = ("talent", "reviews", "reports", "site")
# Below these folders of tests/ a file follows a story and not a module.
STORIES = {"flows", "contracts", "browser", "speed"}
NAMELESS = {"utils", "util", "common", "core", "helpers", "helper", "misc", "tools"}
# The other libraries have a contract each; import-linter knows none that only the tests import.
POLARS_AT_HOME = ("talent/imports/", "reports/stats/", "reports/opendata/archive/")
OPEN_TO_OTHERS = {"service", "models", "enums", "signals"}
README_LINES = 60
MODULE_LINES = 400
FUNCTION_LINES = 50


def parts() -> list[Path]:
    """Folders of the parts; `config` wires them and is none."""
    folders = [app.parent for package in PACKAGES for app in (ROOT / package).glob("*/apps.py")]
    return sorted(folder for folder in folders if folder.name != "config")


def sources(*, tests: bool = False) -> list[Path]:
    """Python files that people wrote: migrations are written by a command."""
    places = [ROOT / package for package in (*PACKAGES, *(["tests"] if tests else []))]
    return [
        path for place in places for path in sorted(place.rglob("*.py")) if "migrations" not in path.parts
    ]


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imports(path: Path) -> Iterator[str]:
    """Dotted names that a file imports, with the name after `from … import`."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_source_roots_are_never_packages():
    found = [folder for folder in ("site", "locale") if (ROOT / folder / "__init__.py").exists()]
    assert found == []


def test_no_module_is_named_after_nothing():
    found = [
        relative(path)
        for path in sources(tests=True)
        if NAMELESS & {path.stem, *path.relative_to(ROOT).parts}
    ]
    assert found == []


@pytest.mark.parametrize("part", parts(), ids=relative)
def test_part_has_a_short_readme(part):
    assert 0 < len((part / "README.md").read_text().splitlines()) <= README_LINES


def test_tests_mirror_the_source():
    strays = []
    for test in sorted((ROOT / "tests").rglob("test_*.py")):
        place = test.parent.relative_to(ROOT / "tests")
        if place == Path() or STORIES & set(place.parts):
            continue
        name = test.stem.removeprefix("test_")
        modules = {path.stem for path in (ROOT / place).rglob("*")}
        if not any(name == module or name.startswith(f"{module}_") for module in modules):
            strays.append(relative(test))
    assert strays == []


def test_other_parts_see_only_the_open_modules_of_a_part():
    names = {".".join(part.relative_to(ROOT).parts).removeprefix("site."): part for part in parts()}
    found = []
    for path in sources():
        for imported in imports(path):
            owner = next((name for name in names if imported.startswith(f"{name}.")), None)
            if owner is None or names[owner] in path.parents or (ROOT / "site" / "config") in path.parents:
                continue
            if imported.removeprefix(f"{owner}.").split(".")[0] not in OPEN_TO_OTHERS:
                found.append(f"{relative(path)} imports {imported}")
    assert found == []


def test_no_module_and_no_function_is_long():
    found = []
    for path in sources(tests=True):
        text = path.read_text()
        if sum(1 for line in text.splitlines() if line.strip()) > MODULE_LINES:
            found.append(relative(path))
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= FUNCTION_LINES:
                found.append(f"{relative(path)}: {node.name}")
    assert found == []


def test_nothing_is_postponed():
    postponed = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|raise NotImplementedError")
    assert [relative(path) for path in sources() if postponed.search(path.read_text())] == []


def test_no_contract_has_an_exception():
    assert re.findall(r"^\s*ignore_imports", (ROOT / "pyproject.toml").read_text(), flags=re.MULTILINE) == []


def test_columns_stay_in_imports_statistics_and_archives():
    found = [relative(path) for path in sources() if any(name.startswith("polars") for name in imports(path))]
    assert [path for path in found if not path.startswith(POLARS_AT_HOME)] == []


def test_every_imported_package_is_required_by_name():
    listed = re.findall(
        r"^([\w.-]+)(?:\[[\w,]+\])?==", (ROOT / "requirements.txt").read_text(), flags=re.MULTILINE
    )
    required = {name.lower().replace("_", "-") for name in listed}
    names = {name.split(".")[0] for path in sources(tests=True) for name in imports(path)}
    ours = {"talent", "reviews", "reports", "config", "accounts", "portal", "tests"}
    packages = packages_distributions()
    missing = {
        name
        for name in names - ours - sys.stdlib_module_names
        if not required & {package.lower().replace("_", "-") for package in packages[name]}
    }
    assert missing == set()


def test_every_requirement_says_its_reason():
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    assert [line for line in lines if line.strip() and not re.match(r"#|\S+==\S+ +# \w", line)] == []
