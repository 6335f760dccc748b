"""The properties of the check with many random files, in rounds on every core: `inv fuzz`, `inv fuzz --examples 500`.

Each round of a property has its own seed, its number, so that a run of more examples begins as one of fewer. What does
not hold is printed with the smallest example of it; the exit code is then 1.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from functools import cache
from importlib import import_module

from hypothesis import seed

MODULES = ("tests.reading.test_properties", "tests.handbook.test_mending_properties")
ROUND = 500


@cache
def properties() -> Mapping[str, Callable[[], None]]:
    """Every property of these modules by its name; each call tries `FUZZ_EXAMPLES` examples, as set before."""
    return {
        f"{name.rpartition('.')[2]}::{key}": value
        for name in MODULES
        for key, value in vars(import_module(name)).items()
        if key.startswith("test_")
    }


def tried(name: str, number: int) -> str:
    """One round of a property: "" when it holds, else what does not and the example."""
    try:
        seed(number)(properties()[name])()
    except Exception as error:  # noqa: BLE001  # whatever a property raises is what was looked for
        return "".join(traceback.format_exception(error))
    return ""


def told(examples: int, each: int) -> Iterator[tuple[str, str]]:
    """All rounds, first every property's first; name and outcome of each as it is done."""
    os.environ["FUZZ_EXAMPLES"] = str(each)  # before the properties are imported, here and in each worker
    with ProcessPoolExecutor() as workers:
        rounds: dict[Future[str], str] = {
            workers.submit(tried, name, number): name for number in range(examples // each) for name in properties()
        }
        for done in as_completed(rounds):
            yield rounds[done], done.result()


def main() -> None:
    """Try the examples, show how far it is on a terminal, print what was found and how long it took."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--examples", type=int, default=20_000)
    examples = max(1, options.parse_args().examples)
    each = min(ROUND, examples)
    started, faults = time.monotonic(), dict[str, str]()
    for count, (name, fault) in enumerate(told(examples, each), 1):
        if fault and name not in faults:
            faults[name] = fault
            print(f"\n{name}\n{fault}", flush=True)
        if sys.stderr.isatty():
            done = f"{count * each:,} / {examples // each * each * len(properties()):,}"
            print(f"\r{done}  {time.monotonic() - started:.0f} s", end="", file=sys.stderr, flush=True)
    seconds = time.monotonic() - started
    print(f"\n{len(properties())} properties, {examples // each * each:,} examples each: {seconds:.0f} s")
    print("\n".join(f"does not hold: {name}" for name in sorted(faults)) or "every property holds")
    raise SystemExit(bool(faults))


if __name__ == "__main__":
    main()
