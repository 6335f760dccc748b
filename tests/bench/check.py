"""The check of the content, ours beside markdownlint-cli2 (DavidAnson), on the same Markdown: rounds in turn, medians.

markdownlint judges the shape of Markdown alone, with its own default rules but those on line length and on HTML; ours
judges that, front matter, data, links over all files, wording and both languages.

python -m tests.bench.check --guides 400 --rounds 3
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from tests.bench.corpus import ROOT, make
from tests.bench.costing import Cost, cost_of

PEERS = Path(__file__).parent
PEER = PEERS / "node_modules" / "markdownlint-cli2" / "markdownlint-cli2-bin.mjs"
SETTINGS = '{"config": {"default": true, "MD013": false, "MD025": false, "MD033": false, "MD041": false}}'


def commands(ours: Path, one: Path) -> dict[str, tuple[list[str | Path], Path]]:
    """Each way to check, with the folder it is run in; `one` is a guide."""
    inv: list[str | Path] = [sys.executable, "-m", "invoke", "check", "--format", "concise"]
    peer: list[str | Path] = ["node", PEER]
    return {
        "all: inv check": (inv, ours),
        "all: markdownlint-cli2": ([*peer, "content/**/*.md"], ours),
        "one: inv check": ([*inv, "--", one], ours),
        "one: markdownlint-cli2": ([*peer, one], ours),
    }


def cost(command: list[str | Path], folder: Path) -> Cost:
    """What one run took; findings are no failure, so both tools may say 1."""
    shell = ["sh", "-c", '"$@" >/dev/null 2>&1 || [ $? = 1 ]', "sh", *command]
    return cost_of(shell, folder)


def compare(guides: int, rounds: int) -> None:
    """Check a handbook of `guides` guides in two languages `rounds` times in turn, and print the medians."""
    with tempfile.TemporaryDirectory() as name:
        ours, _ = make(Path(name), guides)
        for file in ("tasks.py",):
            (ours / file).write_bytes((ROOT / file).read_bytes())
        (ours / ".markdownlint-cli2.jsonc").write_text(SETTINGS, encoding="utf-8")
        one = next((ours / "content" / "guides").rglob("id.md")).relative_to(ours)
        ways = commands(ours, one)
        costs: dict[str, list[Cost]] = {way: [] for way in ways}
        for _round in range(rounds + 1):
            for way, (command, folder) in ways.items():
                costs[way].append(cost(command, folder))
        texts = len(list((ours / "content").rglob("*.md")))
        print(f"{guides} guides in two languages ({texts} texts), whole check, median of {rounds} rounds in turn")
        print(f"{'':24} {'wall s':>8} {'CPU s':>8} {'MiB':>6}")
        for way, rows in costs.items():
            wall, cpu, memory = (median(getattr(row, part) for row in rows[1:]) for part in ("wall", "cpu", "memory"))
            print(f"{way:24} {wall:8.2f} {cpu:8.2f} {memory:6.0f}")


def main() -> None:
    """Read the command line and compare."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--guides", type=int, default=400)
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    if not PEER.exists():
        subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=PEERS, check=True)
    compare(chosen.guides, chosen.rounds)


if __name__ == "__main__":
    main()
