"""Handbook → one search index a language, and the scripts that ask it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import Generator

from plugins.finding.catalogue import as_script, index
from plugins.finding.lean import lean
from plugins.handbook import shelf
from plugins.handbook.model import Handbook

SCRIPTS = ("js/search.js", "js/quote.js")  # below theme/static; copied to static/ without their comments


def write_finding(book: Handbook, theme: Path, output: Path) -> None:
    """Write `<language>/search.js` and its parts for each language, and the scripts. OSError when the disk refuses."""
    for language in book.languages:
        for number, made in enumerate(index(book, language)):
            ending = f"-{number}" if number else ""
            _write(output / language / f"search{ending}.js", as_script(made, f"{language}{ending}"))
    for script in SCRIPTS:
        _write(output / "static" / script, lean((theme / "static" / script).read_text(encoding="utf-8")).encode())


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


class FindingGenerator(Generator):
    """Pelican's side of the room."""

    def generate_output(self, writer: Any) -> None:
        """Write the indexes; Pelican's writer is not needed."""
        write_finding(shelf.current(self.settings), Path(self.settings["THEME"]), Path(self.output_path))


def _generators(_pelican: Any) -> type[Generator]:
    return FindingGenerator


def register() -> None:
    """Connect the room to Pelican."""
    signals.get_generators.connect(_generators)
