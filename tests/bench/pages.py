"""The same Markdown built by us and by others: rounds in turn, medians, ratios of one run; the table of the README.

python -m tests.bench.pages --guides 30 250 --rounds 5 --readme
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from statistics import median

from plugins.publishing import fresh
from tests.bench.builders import Peer, peers, set_up, versions, write_settings
from tests.bench.corpus import make
from tests.bench.costing import Cost, cost_of
from tests.bench.live import delays, middle_and_worst, ours, theirs

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
START, END = "<!-- inv bench -->\n", "<!-- /inv bench -->\n"
US = "Empat Mata"
BARE, WHOLE = "pages alone, from nothing", "whole site without cards, from nothing"
EDIT, NOTHING, SAVE = "one edit, new process", "nothing changed", "saved → shown"
SLOW = ("MkDocs Material", 250)  # above so many guides it takes minutes


Costs = dict[tuple[str, str], list[Cost]]  # by what was done and by whom


def measure(guides: int, rounds: int, edits: int) -> Costs:
    """Everything measured on a handbook of that many guides."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        project, _ = make(folder, guides)
        write_settings(folder)
        others = {tool: peer for tool, peer in peers(folder).items() if tool != SLOW[0] or guides <= SLOW[1]}
        costs: Costs = {}
        for number in range(rounds + 1):
            taken = _round(project, folder / "pages", others, number)
            if number:  # the first round warms the disk
                for what, cost in taken.items():
                    costs.setdefault(what, []).append(cost)
        for tool, seconds in _saves(project, others, edits).items():
            costs[SAVE, tool] = [Cost(each, 0, 0) for each in seconds]
        return costs


def _round(project: Path, output: Path, others: Mapping[str, Peer], number: int) -> dict[tuple[str, str], Cost]:
    """Each build once, in turn."""
    build: list[str | Path] = [sys.executable, Path(__file__).with_name("ours.py"), project]
    taken = {}
    for what, command in ((BARE, [*build, "--bare", output]), (WHOLE, build)):
        for folder in (output, project / "output", project / ".cache"):
            shutil.rmtree(folder, ignore_errors=True)
        output.mkdir()
        taken[what, US] = cost_of(command, project)
    for tool, peer in others.items():
        shutil.rmtree(peer.output, ignore_errors=True)
        taken[BARE, tool] = cost_of(peer.command, peer.folder)
    text = _text(project)
    text.write_text(f"{text.read_text(encoding='utf-8')}\n\n{number}\n", encoding="utf-8")
    taken[EDIT, US] = cost_of(build, project)
    time.sleep(fresh.MARGIN / 1e9 + 0.1)
    cost_of(build, project)  # what was saved right before a build is read again by the next
    taken[NOTHING, US] = cost_of([sys.executable, "-m", "plugins.publishing.build"], project)
    return taken


def _text(project: Path) -> Path:
    """The Indonesian text of the guide in the middle."""
    folders = sorted((project / "content" / "guides").iterdir())
    return folders[len(folders) // 2] / "id.md"


def _saves(project: Path, others: Mapping[str, Peer], edits: int) -> dict[str, list[float]]:
    text = _text(project)
    key = text.parent.name
    names = (key, *re.findall(r"^slug: (\S+)$", text.read_text(encoding="utf-8"), re.MULTILINE))
    with ours(project, f"guides/{key}") as shown:
        taken = {US: delays(text, shown, edits)}
    for tool, peer in others.items():
        if peer.watch:
            with theirs(peer, names) as shown:
                content = project.parent / "hugo" / "content" / "id" / "guides" / f"{key}.md"
                taken[tool] = delays(content, shown, edits)
    return taken


def table(measured: Mapping[int, Costs]) -> str:
    """Everything as a Markdown table: seconds, and how often our build or save fits into theirs."""
    lines = ["| | " + " | ".join(f"N = {guides}" for guides in measured) + " |", "|---" * (len(measured) + 1) + "|"]
    for what, tool in dict.fromkeys(row for costs in measured.values() for row in costs):
        cells = [_cell(costs, what, tool) for costs in measured.values()]
        lines.append(f"| {what}: {tool} | " + " | ".join(cells) + " |")
    tools = ", ".join(f"{tool} {version}" for tool, version in versions().items())
    about = f"{date.today().isoformat()}, Python {platform.python_version()}, {os.cpu_count()} cores; {tools}"
    return "\n".join([*lines, "", f"Median s (p95 for saves) · CPU s · MiB · ratio to ours; {about}.", ""])


def _cell(costs: Costs, what: str, tool: str) -> str:
    if (what, tool) not in costs:
        return "–"
    rows = costs[what, tool]
    wall, worst = middle_and_worst([row.wall for row in rows])
    ratio = wall / median(row.wall for row in costs[what, US])  # above 1: they take longer
    if what == SAVE:
        return f"{wall:.3f} ({worst:.3f}) · × {ratio:.1f}"
    cpu, memory = median(row.cpu for row in rows), median(row.memory for row in rows)
    return f"{wall:.2f} · {cpu:.2f} · {memory:.0f} · × {ratio:.2f}"


def write_readme(text: str) -> None:
    """Put the table between the two marks of the README; ValueError when they are not there."""
    before, _, rest = README.read_text(encoding="utf-8").partition(START)
    _, mark, after = rest.partition(END)
    if not mark:
        raise ValueError(f"{README.name}: {START.strip()} … {END.strip()} is missing")
    README.write_text(f"{before}{START}\n{text}\n{END}{after}", encoding="utf-8")


def main() -> None:
    """Read the command line, measure and tell."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--guides", type=int, nargs="+", default=[30, 250])
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--edits", type=int, default=20)
    options.add_argument("--readme", action="store_true", help="write the table into README.md")
    chosen = options.parse_args()
    set_up()
    text = table({guides: measure(guides, chosen.rounds, chosen.edits) for guides in chosen.guides})
    print(text)
    if chosen.readme:
        write_readme(text)


if __name__ == "__main__":
    main()
