"""How much room words need, before anything is set: text, face and size → lines, and the best width of a column.

The faces' advances stand here as numbers, so that nothing has to be opened to know that a card has not changed.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from plugins.cards.paper import MM_PER_POINT, Paper

UNITS_PER_EM = 2000
MEASURED = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,:;?!-–—…“”‘’'\"()/·%&+"
REGULAR_ADVANCES = (
    "1111 1184 1107 1185 1169 709 1184 1188 467 501 992 467 1696 1188 1183 1184 1185 721 1050 801 1188 1016 1535 "
    "1054 1055 1059 1267 1226 1431 1343 1140 1007 1410 1369 467 927 1187 1021 1681 1369 1447 1208 1447 1261 1233 "
    "1193 1404 1207 1871 1212 1112 1228 1220 780 1140 1106 1179 1155 1241 1004 1161 1241 400 507 531 598 611 1047 "
    "627 840 1080 1560 1264 745 745 443 443 427 784 852 852 775 453 1803 1303 1153"
)
BOLD_ADVANCES = (
    "1152 1232 1151 1234 1204 756 1232 1251 561 577 1076 561 1798 1251 1236 1232 1234 798 1083 866 1251 1106 1605 "
    "1108 1119 1067 1341 1262 1477 1401 1170 1047 1464 1443 561 1001 1294 1067 1710 1436 1499 1277 1499 1320 1315 "
    "1213 1440 1281 1951 1311 1223 1327 1316 876 1191 1163 1217 1172 1243 1067 1225 1243 400 607 607 685 687 1106 "
    "721 840 1080 1560 1420 902 902 568 568 521 934 906 906 866 533 1801 1337 1143"
)
REGULAR: Mapping[str, int] = dict(zip(MEASURED, map(int, REGULAR_ADVANCES.split()), strict=True))
BOLD: Mapping[str, int] = dict(zip(MEASURED, map(int, BOLD_ADVANCES.split()), strict=True))
USUAL = 1250  # for a character outside the table: wider than most
PADDING = 2.2  # mm at the right of a cell: its padding, and a hair for rounding
NARROWEST = 18.0  # mm


@lru_cache(maxsize=20_000)
def _units(words: str, bold: bool) -> int:
    face = BOLD if bold else REGULAR
    plain = words if words.isascii() else unicodedata.normalize("NFD", words)
    return sum(face.get(character, USUAL) for character in plain if not unicodedata.combining(character))


def width(words: str, size: float, bold: bool = False) -> float:
    """The width of `words` on one line at `size` points, in millimetres; accents and kerning are left out."""
    return _units(words, bold) / UNITS_PER_EM * size * MM_PER_POINT


@lru_cache(maxsize=20_000)
def lines(words: str, size: float, room: float, bold: bool = False) -> int:
    """How many lines `words` take at `size` points in `room` millimetres."""
    most = room * UNITS_PER_EM / size / MM_PER_POINT
    space = _units(" ", bold)
    count, used = 1, -space
    for word in words.split():
        used += space + _units(word, bold)
        if used > most and used > _units(word, bold):
            count, used = count + 1, _units(word, bold)
    return count


def row_lines(step: tuple[str, str], column: float, paper: Paper) -> int:
    """How many lines a row of the agenda (title, what to do) takes when the titles have `column` millimetres."""
    title, do = step
    rest = paper.live_width - paper.minutes - column
    return max(
        lines(title, paper.text, column - PADDING, bold=True),
        lines(do, paper.text, rest - PADDING),
    )


def step_width(steps: Sequence[tuple[str, str]], paper: Paper) -> float:
    """The column of titles with which the agenda takes the fewest lines; the narrowest such, in millimetres.

    Only widths at which some title just fits in fewer lines can be the narrowest.
    """
    titles = [title.split() for title, _ in steps]
    longest = max(width(word, paper.text, bold=True) for title in titles for word in title)
    runs = {
        width(" ".join(title[start:end]), paper.text, bold=True)
        for title in titles
        for start in range(len(title))
        for end in range(start + 1, len(title) + 1)
    }
    columns = {max(NARROWEST, math.ceil((run + PADDING) * 10) / 10) for run in runs if run >= longest}
    return min(columns, key=lambda column: (sum(row_lines(step, column, paper) for step in steps), column))
