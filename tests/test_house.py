"""The shape of the house: which way imports point, how long things are, what may stand where."""

from __future__ import annotations

import ast
import importlib.util
import re
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = sorted(path.name for path in (ROOT / "plugins").iterdir() if (path / "__init__.py").exists())
MODULES = sorted((ROOT / "plugins").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))
NAMES = [str(path.relative_to(ROOT)) for path in MODULES]

HALL, STAIR = "handbook", "theming"
DOOR = "door"  # where Pelican stands
# Publishing is the end of the road: it has content read before it has the rooms draw, and cards printed alone.
WAYS = {("publishing", "reading"), ("publishing", "cards")}
OUTSIDE = {  # which packages from outside belong to which rooms alone
    "weasyprint": {"cards"},
    "pydyf": {"cards"},
    "segno": {"cards"},
    "PIL": {"cards", "mapping", "reading"},
    "markdown": {"reading"},
    "nh3": {"reading"},
    "invoke": set(),
    "watchfiles": {"publishing"},
}
HALL_KNOWS = {"yaml", "pydantic"}
STAIR_KNOWS = {"babel", "icalendar", "jinja2", "markupsafe"}

LONGEST_FUNCTION = 40
LONGEST_MODULE = 200  # lines of code, without blank lines, comments and docstrings
MOST_PACKAGES = 15
SKIPS = {"skip", "skipif", "xfail", "importorskip"}
TOP = set(
    "README.md CONTRIBUTING.md CHANGELOG.md LICENSE LICENSE-WORDS Makefile pelicanconf.py tasks.py pyproject.toml "
    "requirements.in requirements.lock content theme plugins tests schema docs".split()
)
MADE = {"output", "build", "__pycache__"}


def room_of(module: Path) -> str:
    """The room that a module stands in."""
    return module.relative_to(ROOT / "plugins").parts[0]


def imports(module: Path) -> Iterator[str]:
    """The dotted name of everything that a module imports, wherever the import stands."""
    for node in ast.walk(ast.parse(module.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno}: write the whole name"
            # `from plugins import cards` and `from plugins.handbook import addresses` name a module too
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("module", MODULES, ids=NAMES)
def test_imports_point_one_way(module: Path) -> None:
    """Room → stair → hall; no room enters another room's."""
    here = room_of(module)
    rooms = {name.split(".")[1] for name in imports(module) if name.startswith("plugins.")}
    ways = {to for at, to in WAYS if at == here}
    allowed = {here, HALL} if here in (HALL, STAIR) else {here, HALL, STAIR, DOOR, *ways}
    assert rooms <= allowed


@pytest.mark.parametrize("module", MODULES, ids=NAMES)
def test_each_package_from_outside_has_its_room(module: Path) -> None:
    """The hall knows PyYAML and pydantic only, the stair Jinja and Babel; WeasyPrint, Markdown … have one room each."""
    here = room_of(module)
    packages = {name.split(".")[0] for name in imports(module)} - {*sys.stdlib_module_names, "plugins"}
    if here == HALL:
        assert packages <= HALL_KNOWS
    elif here == STAIR:
        assert packages <= STAIR_KNOWS
    else:
        assert {package for package in packages if here not in OUTSIDE.get(package, {here})} == set()


def spans(module: Path) -> Iterator[tuple[str, int]]:
    """Each function of a module with its length in lines, without its docstring."""
    for node in ast.walk(ast.parse(module.read_bytes())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
            assert node.end_lineno is not None
            yield node.name, node.end_lineno - first.lineno + 1


@pytest.mark.parametrize("module", [*MODULES, ROOT / "tasks.py", *TESTS], ids=lambda path: str(path.relative_to(ROOT)))
def test_functions_are_short(module: Path) -> None:
    """No function is longer than what one sees at once."""
    assert [(name, lines) for name, lines in spans(module) if lines > LONGEST_FUNCTION] == []


def code_lines(module: Path) -> int:
    """How many lines of a module are code."""
    source = module.read_text(encoding="utf-8")
    lines = {number for number, line in enumerate(source.splitlines(), 1) if line.strip() and line.strip()[0] != "#"}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            assert node.end_lineno is not None
            lines -= set(range(node.lineno, node.end_lineno + 1))
    return len(lines)


def test_modules_are_short() -> None:
    """A module can be read in one sitting."""
    assert {
        name: code_lines(path) for name, path in zip(NAMES, MODULES, strict=True) if code_lines(path) > LONGEST_MODULE
    } == {}


def test_names_say_what_they_hold() -> None:
    """No utils, no Manager, no Helper; no room has a name that Python or a Pelican plugin already has."""
    vague = re.compile(r"(^|_)(utils?|helpers?|managers?|misc|common|base)(_|$)")
    assert [name for name, path in zip(NAMES, MODULES, strict=True) if vague.search(path.stem)] == []
    trees = ((name, ast.parse(path.read_bytes())) for name, path in zip(NAMES, MODULES, strict=True))
    classes = ((name, node.name) for name, tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    assert [pair for pair in classes if re.search(r"Manager|Helper|Util", pair[1])] == []
    taken = {
        room for room in ROOMS if room in sys.stdlib_module_names or importlib.util.find_spec(f"pelican.plugins.{room}")
    }
    assert taken == set()


def test_a_room_ends_with_its_connection() -> None:
    """`register()` is the last thing in a room's door, so the framework is met last."""
    for room in ROOMS:
        body = ast.parse((ROOT / "plugins" / room / "__init__.py").read_bytes()).body
        names = [node.name for node in body if isinstance(node, ast.FunctionDef)]
        if "register" in names:
            last = body[-1]
            assert isinstance(last, ast.FunctionDef), room
            assert last.name == "register", room


def test_nothing_unexpected_stands_at_the_top() -> None:
    """Whoever opens the project sees what the README explains, and no more."""
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith((".", "output.", "_"))}
    assert found - TOP - MADE == set()


def test_nothing_is_left_for_later() -> None:
    """No marker of unfinished work in code, theme or tests."""
    marker = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|NotImplementedError|lorem ipsum", re.IGNORECASE)
    files = chain(
        MODULES, TESTS, (path for path in (ROOT / "theme").rglob("*") if path.suffix in {".html", ".css", ".js"})
    )
    mine = Path(__file__)
    assert [str(file) for file in files if file != mine and marker.search(file.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("module", TESTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_test_is_a_sentence(module: Path) -> None:
    """Every test states its fact in its docstring and is always run."""
    tree = ast.parse(module.read_bytes())
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    assert [function.name for function in functions if not (ast.get_docstring(function) or "").endswith(".")] == []
    assert [
        ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in SKIPS
    ] == []


def test_settings_are_values() -> None:
    """pelicanconf.py is short and decides nothing."""
    source = (ROOT / "pelicanconf.py").read_text(encoding="utf-8")
    assert len(source.splitlines()) < 60
    assert [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.If | ast.IfExp | ast.For)] == []


def listed(file: str) -> list[str]:
    """The package names of a requirements file."""
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    return [re.split(r"[<>=! ;\[]", line)[0] for line in lines if re.match(r"[a-z]", line)]


def test_few_packages_are_needed() -> None:
    """What the site needs directly can be counted."""
    assert len(listed("requirements.in")) <= MOST_PACKAGES


@pytest.mark.parametrize("folder", ["", "tests/", "tests/bench/"])
def test_every_package_is_locked_by_its_hash(folder: str) -> None:
    """Each package that is asked for is in the lock file, with hashes, and no host is named."""
    lock = (ROOT / f"{folder}requirements.lock").read_text(encoding="utf-8")
    assert set(listed(f"{folder}requirements.in")) <= set(listed(f"{folder}requirements.lock"))
    pinned = re.findall(r"^[a-z][^\n]*==[^\n]*\n +--hash=sha256:", lock, re.MULTILINE)
    assert len(pinned) == len(listed(f"{folder}requirements.lock"))
    assert "://" not in lock


def test_the_gate_runs_the_tests() -> None:
    """.ci/run is `make test` and nothing else, and may be executed."""
    gate = ROOT / ".ci" / "run"
    lines = [line for line in gate.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    assert lines == ["set -eu", 'cd "$(dirname "$0")/.."', "make test"]
    assert gate.stat().st_mode & 0o111


def test_every_verb_says_what_it_does() -> None:
    """`inv --list` has one line for each verb, in Indonesian and in English."""
    tree = ast.parse((ROOT / "tasks.py").read_bytes())
    verbs = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.decorator_list]
    lines = {verb.name: ast.get_docstring(verb) or "" for verb in verbs}
    assert {"check", "build", "cards", "serve", "test", "lock", "schema", "bench", "clean"} <= lines.keys()
    assert {name: line for name, line in lines.items() if not re.fullmatch(r"[^·\n]+ · [^·\n]+\.", line)} == {}
