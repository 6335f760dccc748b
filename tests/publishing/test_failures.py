"""Each way in which a room, a template or the machine can fail ends in one clear message, in both languages."""

from __future__ import annotations

import re
import string
from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from plugins.publishing.failures import explain
from plugins.publishing.words import LANGUAGES, WORDS, language_of
from plugins.theming.interface import interface


def told(root: Path, act: Callable[[], object]) -> dict[str, str]:
    """What is said in each language about the failure of `act`."""
    try:
        act()
    except BaseException as error:  # noqa: BLE001  # whatever it is, it must have a message
        return {language: explain(error, language, root, root / "fault.txt") for language in LANGUAGES}
    raise AssertionError("this should have failed")


def draw(root: Path, template: str) -> None:
    """Draw a page whose second line is `template`."""
    (root / "theme").mkdir()
    (root / "theme" / "page.html").write_text(f"<p>\n{template}\n", encoding="utf-8")
    env = Environment(loader=FileSystemLoader(root / "theme"), undefined=StrictUndefined, autoescape=True)
    env.get_template("page.html").render()


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("{% if %}", "Expected an expression, got 'end of statement block'"),
        ("{{ judul }}", "'judul' is undefined"),
        ("{{ 1 | tebal }}", "No filter named 'tebal'."),
        ("{% include 'tidak-ada.html' %}", "'tidak-ada.html' not found in search path: "),
    ],
)
def test_a_broken_template_is_named_with_its_line(template: str, reason: str, tmp_path: Path) -> None:
    """Syntax, names, filters and includes: file, line and Jinja's reason."""
    lines = told(tmp_path, lambda: draw(tmp_path, template))
    assert lines["id"].startswith(f"theme/page.html:2: template rusak: {reason}")
    assert lines["en"].startswith(f"theme/page.html:2: broken template: {reason}")
    assert "\n" not in lines["id"]


def raising(error: BaseException) -> Callable[[], None]:
    """An act that fails in this way."""

    def act() -> None:
        raise error

    return act


def test_a_missing_pango_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cffi says when WeasyPrint is imported without Pango becomes a command to run."""
    monkeypatch.setattr("sys.platform", "darwin")
    error = OSError("cannot load library 'libpango-1.0-0': not found. Additionally, ctypes.util.find_library() …")
    assert told(tmp_path, raising(error)) == {
        "id": "Pustaka Pango tidak ditemukan, padahal kartu PDF membutuhkannya. Jalankan: brew install pango",
        "en": "The Pango library was not found; the card PDFs need it. Run: brew install pango",
    }


def test_a_missing_package_says_what_to_run(tmp_path: Path) -> None:
    """A Python package that is not installed is not a fault of the program."""
    error = ModuleNotFoundError("No module named 'segno'", name="segno")
    assert told(tmp_path, raising(error)) == {
        "id": "Paket Python segno tidak ada. Jalankan: make site",
        "en": "The Python package segno is missing. Run: make site",
    }


def test_a_fault_of_the_program_is_recorded(tmp_path: Path) -> None:
    """The person gets file, line and reason; the whole story is in a file."""
    lines = told(tmp_path, raising(ValueError("kosong")))
    assert lines["en"].endswith(
        ": ValueError: kosong\nThis is a fault of the program, not of your writing. Full record: fault.txt"
    )
    assert "ValueError: kosong" in (tmp_path / "fault.txt").read_text(encoding="utf-8")


def test_broken_python_is_named_with_its_line(tmp_path: Path) -> None:
    """A syntax error in a room or in the settings points to the file itself."""
    (tmp_path / "pelicanconf.py").write_text("A = 1\nB = )\n", encoding="utf-8")
    file = tmp_path / "pelicanconf.py"
    lines = told(tmp_path, lambda: compile(file.read_text(encoding="utf-8"), str(file), "exec"))
    assert lines["en"].startswith("pelicanconf.py:2: SyntaxError: unmatched ')'")


def test_every_line_exists_in_both_languages_with_the_same_facts() -> None:
    """No line is empty or lacks a fact that the other language tells."""
    for key, sides in WORDS.items():
        assert len(sides) == len(LANGUAGES), key
        facts = [{name for _, name, _, _ in string.Formatter().parse(side) if name} for side in sides]
        assert facts[0] == facts[1], key
        assert all(side.strip() for side in sides), key


def test_every_line_is_said_somewhere() -> None:
    """A line that no module says is deleted, not kept."""
    rooms = Path(__file__).resolve().parents[2]
    files = [*(rooms / "plugins" / "publishing").glob("*.py"), rooms / "tasks.py"]
    code = "".join(file.read_text(encoding="utf-8") for file in files if file.name != "words.py")
    assert [key for key in WORDS if not re.search(rf'"{key}"', code)] == []


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "en"),
        ({"LANG": "id_ID.UTF-8"}, "id"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "id_ID.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "C", "LC_MESSAGES": "id"}, "id"),
    ],
)
def test_messages_follow_the_terminal(environ: dict[str, str], language: str) -> None:
    """Indonesian where the locale is Indonesian, English everywhere else."""
    assert language_of(environ) == language


@pytest.mark.parametrize(
    ("text", "line", "reason"), [(b'msgid ""\nmsgstr ""\n\nmsgid "a', 4, ""), (b"msgid \xe9\n", 1, "UTF-8?")]
)
def test_broken_interface_words_are_named_with_their_line(text: bytes, line: int, reason: str, tmp_path: Path) -> None:
    """A catalogue that cannot be read is a fault of its file, not of the program."""
    folder = tmp_path / "theme" / "translations" / "id" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "messages.po").write_bytes(text)
    lines = told(tmp_path, lambda: interface(tmp_path / "theme", "id"))
    place = f"theme/translations/id/LC_MESSAGES/messages.po:{line}"
    assert lines["id"].startswith(f"{place}: berkas kata-kata antarmuka rusak: {reason}")
    assert lines["en"].startswith(f"{place}: broken file of interface words: {reason}")
