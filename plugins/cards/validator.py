"""A PDF → the rules that it breaks, of each standard the first five: profile, rule, and what is wrong.

This file can be run by itself, with a PDF on standard input: of a book the validator makes 90 MB, of a deck 30, which
are best made in a process that holds nothing else, and is gone afterwards.
"""

from __future__ import annotations

import json
import subprocess
import sys

import page

PROFILES = ("ua1", "3a")
MOST = 5
LARGE = 200_000  # bytes of a PDF that is not proved in the process that made it

Violation = tuple[str, str, str]


def broken(pdf: bytes) -> list[Violation]:
    """What a PDF breaks; CalledProcessError when a process that was to find it has failed."""
    return _broken_apart(pdf) if len(pdf) > LARGE else broken_here(pdf)


def broken_here(pdf: bytes) -> list[Violation]:
    """What a PDF breaks, found in this process."""
    return [
        (profile, failure.rule_id, failure.message)
        for profile in PROFILES
        for failure in page.validate_pdf_bytes(pdf, profile=profile).failures[:MOST]
    ]


def _broken_apart(pdf: bytes) -> list[Violation]:
    command = [sys.executable, "-I", __file__]
    done = subprocess.run(command, input=pdf, stdout=subprocess.PIPE, check=True)  # this very file
    return [(profile, rule, message) for profile, rule, message in json.loads(done.stdout)]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(broken_here(sys.stdin.buffer.read())))
