"""The prose of a body → what a careful reader would mark in it: placeholders, doubled words, empty link texts, names
of people's addresses, claims without a source, undated help lines (B312, B313, B316, B319, B320, L406, P711).

Each rule is one pass of one expression over the whole body; what stands in code is not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from itertools import compress, pairwise

from plugins.handbook.problem import Edit, Place, Problem, mended, problem, with_edits
from plugins.reading.text import position

# Spelled so that this line is not itself taken for unfinished work.
PLACEHOLDER = re.compile(
    r"\b(?:T[O]DO|FIX[M]E|TBD|X{3})\b|\b[Ll]orem ipsum\b"
    r"|\[(?:Tulis|Isi|Ganti|Write|Fill in|Replace)\b[^\[\]\n]{0,80}\](?!\()"
)
_LEFT = tuple(
    "T-ODO,FIX-ME,TBD,X-XX,orem ipsum,[Tulis,[Isi,[Ganti,[Write,[Fill in,[Replace".replace("-", "").split(",")
)
# Words that never stand twice in a row on purpose. Of others nobody can say what was meant: sama sama is sama-sama.
SURELY_TWICE = frozenset(
    "yang dan di ke dari untuk dengan pada adalah ialah itu ini akan sudah tidak bisa atau juga karena kalau "
    "the a an of to and in on is are with for it this or but not be as at by".split()
)
RIGHTLY_TWICE = frozenset({"had", "that", "bye", "blah"})
RESERVED_HOSTS = ("example.org", "example.com", "example.net", ".example", ".test", ".invalid")  # RFC 2606
MEETINGS = (
    *("zoom.us/j", "meet.google.com/", "teams.microsoft.com/", "calendly.com/", "calendar.google.com/", "wa.me/"),
)
SAYS_NOTHING = frozenset(
    {"klik", "klik di sini", "di sini", "sini", "tautan", "tautan ini", "selengkapnya", "baca selengkapnya", "lihat"}
    | {"click", "click here", "here", "this", "this link", "link", "read more", "more", "learn more", "see here"}
)

_TWICE = re.compile(r"(?<![\w’'-])([^\W\d_]{2,})([ \t]+|[ \t]*\n[ \t]*)(?=(\1)(?![\w’'-]))", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_MEETING = re.compile(rf"\b(?:{'|'.join(map(re.escape, MEETINGS))})[^\s)>]+")
_PHONE = re.compile(r"(?<![\w./+-])(?:\+?62|0)[ -]?8(?!00)\d{2}[ .-]?\d{3,4}[ .-]?\d{3,5}(?![\w-])")
# Free calls, call centres, and after a word to call: 110 to 119, as help lines and authorities in Indonesia have them.
_HELP_LINE = re.compile(
    r"(?<![\w./+-])(?:(0[ -]?800(?:[ -]?\d){6,9}|1500-?\d{3})"
    r"|(?:nomor|hubungi|telepon|number|call|dial) (11\d))(?![\w-]|[.,]\d)",
    re.IGNORECASE,
)
# Each search is made only where its text holds what it begins with: most bodies hold none of it.
_PERSONAL: tuple[tuple[str, re.Pattern[str], tuple[str, ...]], ...] = (
    ("mail", _MAIL, ("@",)),
    ("meeting", _MEETING, MEETINGS),
    ("phone", _PHONE, ("08", "0-8", "0 8", "62")),
)
_LINK_TEXT = re.compile(r"(?<!!)\[([^\[\]]*)\]\((?=([^)\s]*))")
_BARE = re.compile(r"(?<![(<\[\"'\w/=])https?://[^\s<>)\]]+")
_CLAIM = {
    "id": re.compile(
        r"\b\d+(?:,\d+)?(?:%| persen\b)|\bkali lipat\b"
        r"|\b(?:penelitian|riset|studi) (?:\w+ ){0,2}(?:menunjukkan|membuktikan|menemukan|mengatakan|menyebut)\b"
        r"|\bmenurut (?:penelitian|riset|studi)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b\d+(?:\.\d+)?(?:%| percent\b)|\btimes as likely\b"
        r"|\b(?:research|stud(?:y|ies))\b (?:\w+ ){0,2}(?:shows?|proves?|finds?|found|says?|suggests?)\b",
        re.IGNORECASE,
    ),
}
_CLAIM_SIGNS = {
    "id": ("%", "persen", "kali lipat", "penelitian", "riset", "studi"),
    "en": ("%", "percent", "times as likely", "research", "stud"),
}
_CITE = re.compile(r"\[\^F\d{2,3}\]")
_NOT_A_FINDING = re.compile(
    r"\b(?:100|50)%|\b(?:skala|perbesar\w*|cetak\w*|printer|kira-kira|anjuran|usul\w*)\b"
    r"|\b(?:scale|enlarge|print\w*|roughly|suggest(?:ion|ed))\b", re.IGNORECASE
)  # fmt: skip
_OUR_OWN = "{#talk-share}"  # the section about our own mark, which entry.yaml states
_CLOCK = {
    "id": re.compile(r"(?<![\w:.,/–-])(?:[01]?\d|2[0-3])(:)[0-5]\d(?![\w:])(?! [AaPp]\.?[Mm]\b)"),
    "en": re.compile(r"(?<![\w:.,/–-])(?:[01]?\d|2[0-3])(\.)[0-5]\d(?= ?(?:[AaPp]\.?[Mm]\b|WIB\b|WITA?\b))"),
}
_RATIO = re.compile(  # words before two numbers that are no time
    r"\b(?:rasio|perbandingan|proporsi|skala|skor|ayat|ratio|proportion|scale|score|verse)\b[^.:;\n]{0,20}$",
    re.IGNORECASE,
)
_CLOCK_LIKE = {"id": re.compile(r":[0-5]\d"), "en": re.compile(r"\.[0-5]\d ?[APWapw]")}
_QUOTED = re.compile(r"“[^”]*”")
_SECTION = re.compile(r"(?m)^(?=#{2,3} )")


def wording(path: str, language: str, text: str, prose: str, first_line: int) -> Iterator[Problem]:
    """Every finding in a body without its code, whose first line is line `first_line` of the file.

    `prose` is the same text, with all that is not read aloud blanked out.
    """
    place = partial(_place, text, first_line)
    yield from placeholders(path, text, first_line)
    yield from twice(path, prose, first_line)
    yield from clock_times(path, language, prose, first_line)
    yield from _claims(path, language, text, prose, first_line)
    yield from _personal(path, text, first_line)
    yield from _help_lines(path, prose, first_line)
    for found in _LINK_TEXT.finditer(text):
        words = found[1].strip(" *_“”\"'.!…").casefold()
        if words in SAYS_NOTHING or words.startswith(("http://", "https://")) or not words:
            variant = "" if words else "empty"
            yield problem(path, place(found.start(), len(found[1]) + 2), "L406", variant, value=found[1][:60])
    for found in _BARE.finditer(text) if "://" in text else ():
        yield problem(path, place(found.start(), len(found[0])), "L406", "bare", value=found[0][:60])


def _personal(path: str, text: str, first_line: int) -> Iterator[Problem]:
    """B316: addresses, numbers and meetings of people."""
    for variant, pattern, signs in _PERSONAL:
        for found in pattern.finditer(text) if any(sign in text for sign in signs) else ():
            if not _reserved(found[0]):
                place = _place(text, first_line, found.start(), len(found[0]))
                yield problem(path, place, "B316", variant, value=found[0][:60])


def _help_lines(path: str, text: str, first_line: int) -> Iterator[Problem]:
    """B320: numbers to call that nobody is reminded to check."""
    for found in _HELP_LINE.finditer(text) if "800" in text or "1500" in text or " 11" in text else ():
        number = found[1] or found[2]
        place = _place(text, first_line, found.end() - len(number), len(number))
        yield problem(path, place, "B320", value=number)


def placeholders(path: str, text: str, first_line: int) -> Iterator[Problem]:
    """B312: what a template or a writer left to be filled in."""
    for found in PLACEHOLDER.finditer(text) if any(sign in text for sign in _LEFT) else ():
        yield problem(path, _place(text, first_line, found.start(), len(found[0])), "B312", value=found[0][:60])


def twice(path: str, text: str, first_line: int) -> Iterator[Problem]:
    """B313: each word that stands a second time in a row; reduplication has a hyphen and is no slip."""
    for found in _TWICE.finditer(text) if _may_be_twice(text) else ():
        word = found[1].casefold()
        line = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
        if word in RIGHTLY_TWICE or line.lstrip().startswith("!!!"):
            continue
        second = _place(text, first_line, found.start(3), len(found[3]))
        told = problem(path, second, "B313", value=f"{found[1]} {found[3]}")
        if word not in SURELY_TWICE:
            yield told
        elif "\n" in found[2]:
            after = 1 if text[found.end(3) : found.end(3) + 1] == " " else 0
            yield with_edits(told, Edit(second.line, second.column, second.length + after, ""))
        else:
            gap = len(found[2])
            yield with_edits(told, Edit(second.line, second.column - gap, second.length + gap, ""))


def _may_be_twice(text: str) -> bool:
    """Whether a word begins as the whole word before it, which is quick to tell."""
    words = text.lower().split()
    begun = compress(pairwise(words), map(str.startswith, words[1:], words))
    return any(len(before) > 1 and not after[len(before) : len(before) + 1].isalnum() for before, after in begun)


def clock_times(path: str, language: str, text: str, first_line: int) -> Iterator[Problem]:
    """P711: a clock time in the form of the other language."""
    pattern = _CLOCK.get(language)
    for found in pattern.finditer(text) if pattern and _CLOCK_LIKE[language].search(text) else ():
        if _RATIO.search(text, max(0, found.start() - 40), found.start()):
            continue
        instead = found[0].replace(found[1], "." if language == "id" else ":")
        told = problem(
            path, _place(text, first_line, found.start(), len(found[0])), "P711", value=found[0], expected=instead
        )
        yield mended(told, instead)


def _claims(path: str, language: str, text: str, prose: str, first_line: int) -> Iterator[Problem]:
    """B319: the first figure or finding in a section that cites no source."""
    pattern = _CLAIM.get(language)
    if pattern is None:
        return
    small = prose.lower()
    if not any(sign in small for sign in _CLAIM_SIGNS[language]):
        return
    start = 0
    for section in _SECTION.split(prose):
        own = _OUR_OWN in text[start : _until(text, "\n", start)]
        if not own and not _CITE.search(section):
            bare = _QUOTED.sub(lambda words: " " * len(words[0]), section)
            if found := next((one for one in pattern.finditer(bare) if _is_finding(section, one)), None):
                place = _place(prose, first_line, start + found.start(), len(found[0]))
                yield problem(path, place, "B319", value=found[0])
        start += len(section)


def _is_finding(section: str, found: re.Match[str]) -> bool:
    """Whether a figure is more than a setting of a printer, or a measure that the text calls its own."""
    paragraph = section[section.rfind("\n\n", 0, found.start()) + 1 : _until(section, "\n\n", found.end())]
    return not _NOT_A_FINDING.search(paragraph)


def _until(text: str, mark: str, start: int) -> int:
    found = text.find(mark, start)
    return len(text) if found < 0 else found


def _reserved(found: str) -> bool:
    return found.casefold().rpartition("@")[2].endswith(RESERVED_HOSTS)


def _place(text: str, first_line: int, offset: int, length: int) -> Place:
    place = position(text, offset, length)
    return place._replace(line=place.line + first_line - 1)
