"""What a pen and an eye find on paper, read from the finished PDFs: room to write, contrast in grey, size of type."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import c_float, c_uint
from itertools import pairwise
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
import pytest

from plugins.cards.paper import PAPERS
from tests.cards.conftest import Leaf

pytestmark = pytest.mark.xdist_group("cards")

Leaves = tuple[Leaf, ...]
DPI = 150
DARK = 225  # of 255: the lightest grey that is ink
LEAST = 0.4  # of the live area of A4, F4, Letter and A5
HIGHEST = 9.7  # mm above a rule that a line of handwriting can use
SHORTEST = 25.0  # mm of a rule that one can write on
CONTRAST = 4.5
BODY = {"a6": 7.5}  # points; nine elsewhere


def looked_at(leaf: Leaf) -> Any:
    """The page as grey dots."""
    return leaf.page().render(scale=DPI / 72, grayscale=True).to_numpy().squeeze()


def rules(dots: Any) -> Iterator[tuple[int, int, int]]:
    """Every thin level line of a page: its row, and the columns where it begins and ends, in dots."""
    dark = dots < DARK
    thin = dark & ~np.roll(dark, 4, axis=0) & ~np.roll(dark, -4, axis=0)
    begins = thin & ~np.roll(thin, 1, axis=0)  # the uppermost row of each line
    shortest = round(SHORTEST / 25.4 * DPI)
    for row in np.flatnonzero(begins.sum(axis=1) >= shortest):
        edges = np.flatnonzero(np.diff(np.concatenate(([0], begins[row].astype(np.int8), [0]))))
        yield from ((int(row), int(a), int(b)) for a, b in edges.reshape(-1, 2) if b - a >= shortest)


def room(leaf: Leaf) -> float:
    """The share of the live area that is bare paper above a rule, up to the next ink: counted dot by dot."""
    dots = looked_at(leaf)
    dark, written = dots < DARK, np.zeros(dots.shape, dtype=bool)
    for row, first, last in rules(dots):
        above = dark[row - round(HIGHEST / 25.4 * DPI) : row, first:last][::-1]
        free = np.where(above.any(axis=0), above.argmax(axis=0), above.shape[0])
        for column, count in enumerate(free, first):
            written[row - count : row + 1, column] = True  # with the upper edge of the rule
    paper = PAPERS[leaf.paper]
    return float(written.sum()) / (DPI / 25.4) ** 2 / (paper.live_width * paper.live_height)


def test_two_fifths_are_there_to_write_on(leaves: Leaves) -> None:
    """On every card for A4, F4, Letter and A5, in every form and language, 40 % of the live area can be written on."""
    shares = {leaf.name: room(leaf) for leaf in leaves if leaf.paper != "a6"}
    assert {name: round(share, 3) for name, share in shares.items() if share < LEAST} == {}


def test_lines_are_far_enough_apart(leaves: Leaves) -> None:
    """Notes and promises have at least 7 mm a line on every paper but A6, where a line has 5.5 mm."""
    for leaf in leaves:
        below: dict[tuple[int, int], list[int]] = {}
        for row, first, last in rules(looked_at(leaf)):
            below.setdefault((round(first / 4), round(last / 4)), []).append(row)
        steps = [b - a for rows in below.values() for a, b in pairwise(sorted(rows))]
        least = 5.5 if leaf.paper == "a6" else 7.0
        assert min(steps) >= least / 25.4 * DPI - 1, leaf.name


def one_of_each(leaves: Leaves) -> Leaves:
    """The first card of each relationship in every form and language: every colour on every paper."""
    first: dict[tuple[str, str, str], Leaf] = {}
    for leaf in leaves:
        first.setdefault((leaf.card.relationship, leaf.language, leaf.edition.name), leaf)
    return tuple(first.values())


def luminance(red: int, green: int, blue: int) -> float:
    """Relative luminance of what a grey printer makes of a colour (ITU-R BT.601 weights, as Ghostscript and PDFium)."""
    grey = (0.299 * red + 0.587 * green + 0.114 * blue) / 255
    return float(grey / 12.92 if grey <= 0.04045 else ((grey + 0.055) / 1.055) ** 2.4)


def test_words_copy_in_grey(leaves: Leaves) -> None:
    """Turned to grey, the words of every form in every colour keep 4.5 : 1 against what lies around them."""
    faint = {}
    for leaf in one_of_each(leaves):
        page, dots = leaf.page(), looked_at(leaf)
        edges, parts = [c_float() for _ in range(4)], [c_uint() for _ in range(4)]
        for mark in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_TEXT,)):
            pdfium.FPDFPageObj_GetBounds(mark.raw, *edges)
            pdfium.FPDFPageObj_GetFillColor(mark.raw, *parts)
            left, bottom, right, top = (int(edge.value * DPI / 72) for edge in edges)
            around = dots[len(dots) - top - 3 : len(dots) - bottom + 3, left - 3 : right + 4]
            words = luminance(*(part.value for part in parts[:3]))
            # letters cover less than three quarters of their box: what is a quarter in from the other end is ground
            ground = luminance(*[int(np.percentile(around, 75 if words < 0.5 else 25))] * 3)
            light, dark = max(words, ground), min(words, ground)
            if (light + 0.05) / (dark + 0.05) < CONTRAST:
                faint[leaf.name] = (words, ground)
    assert faint == {}


def sizes(leaf: Leaf) -> list[tuple[str, float]]:
    """Every printed character with its size in points, as the page's operators and matrices give it."""
    text = leaf.page().get_textpage()
    matrix, told = pdfium.FS_MATRIX(), []
    for number in range(text.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(text.raw, number))
        pdfium.FPDFText_GetMatrix(text.raw, number, matrix)
        told.append((character, abs(matrix.d) * pdfium.FPDFText_GetFontSize(text.raw, number)))
    return told


def test_type_is_large_enough(leaves: Leaves) -> None:
    """No character is smaller than six points; what is read aloud has nine on A4 and A5, seven and a half on A6."""
    for leaf in one_of_each(leaves):
        told = [(character, size) for character, size in sizes(leaf) if character.strip()]
        assert min(size for _, size in told) >= 5.99, leaf.name
        text = "".join(character for character, _ in told)
        facts = leaf.card.facts
        said = [item.title for item in facts.agenda] + [facts.aim, *(question.words for question in leaf.card.core)]
        for words in said:
            wanted = "".join(words[leaf.language].split())
            at = text.find(wanted)
            if at >= 0:
                least = min(size for _, size in told[at : at + len(wanted)])
                assert least >= BODY.get(leaf.paper, 9) - 0.01, (leaf.name, wanted)
