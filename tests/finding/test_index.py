"""The index: what is in it, what it weighs, and that its files stay small however much the handbook grows."""

from __future__ import annotations

import gzip
import json
import random
import re
from pathlib import Path
from typing import Any

import pytest

from plugins.finding import write_finding
from plugins.finding.catalogue import (
    LIMIT,
    PART,
    WIDE_PART,
    as_script,
    built,
    front_coded,
    index,
    of_passages,
    size,
    terms_of,
)
from plugins.finding.everyday import everyday
from plugins.finding.lean import lean
from plugins.finding.listening import words_of
from plugins.finding.passages import Passage, Section, names, passages, plain
from plugins.finding.places import SENT, Spot, by_first, group, hear, places, steps
from plugins.finding.roots import Roots, candidates
from plugins.finding.typed import rows, strays
from plugins.handbook.asked import all_asked
from plugins.handbook.letters import letters
from plugins.handbook.model import Handbook

pytestmark = pytest.mark.xdist_group("thousand")
ROOT = Path(__file__).resolve().parents[2]
TYPED = ROOT / "plugins" / "finding"
SCRIPT = ROOT / "theme" / "static" / "js" / "search.js"
LANGUAGES = ("id", "en")
PAGES, SIXTY = 1000, 60
FORMS = {  # Indonesian forms that a stemmer has to bring together, by root
    "temu": "bertemu menemui pertemuan ditemukan",
    "tanya": "bertanya menanyakan pertanyaan pertanyaannya ditanyakan",
    "dengar": "mendengarkan pendengar terdengar didengarkan",
    "kembang": "berkembang perkembangan mengembangkan pengembangan",
    "rahasia": "kerahasiaan merahasiakan dirahasiakan",
    "jujur": "kejujuran sejujurnya",
    "sampai": "menyampaikan disampaikan penyampaian",
    "pakai": "memakai dipakai pemakaian",
    "kerja": "bekerja pekerjaan mengerjakan dikerjakan",
    "tulis": "menulis penulis tulisan tertulis",
    "pilih": "memilih pilihan dipilihkan",
    "ajar": "belajar mempelajari pelajaran",
}


TINY = [
    (0, "What a 1-on-1 is", "guides/what-is-a-1-on-1/", "goals try"),
    (
        1,
        "1-on-1 with a team member",
        "relationships/team-member/",
        "different who-owns talk-share rhythm goals do-and-dont pitfalls sessions questions cards",
    ),
    (
        2,
        "Regular 1-on-1",
        "sessions/regular/",
        "aim focus not-this rhythm prepare agenda questions afterwards mistakes",
    ),
    (3, "Cards", "cards/", ""),
    (4, "Questions", "questions/", "regular"),
    (5, "Glossary", "glossary/", "feedback layoff one-on-one"),
    (4, "Questions: Team member", "relationships/team-member/questions/", ""),
    (3, "Regular 1-on-1 with a team member", "cards/team-member/regular/", ""),
]


def roots_of(book: Handbook, language: str) -> Roots:
    """The roots that the handbook's own words tell."""
    found = passages(book, language)
    texts = (text for each in found for text in (each.text, *(part.text for part in each.sections)))
    return Roots((word for text in texts for word in words_of(text)), language)


def grown(pages: int) -> tuple[Passage, ...]:
    """Guides of eight sections in made-up words: few that are very common, thousands that are rare."""
    chance = random.Random(4)  # noqa: S311  # the same words every time
    syllables = [a + b for a in "bcdghjklmnprst" for b in "aeiou"]
    words = ["".join(chance.choices(syllables, k=3)) for _ in range(6000)]
    weights = [1 / (rank + 3) for rank in range(len(words))]

    def text(count: int) -> str:
        return " ".join(chance.choices(words, weights, k=count))

    return tuple(
        Passage(
            reference=f"guides/{number}",
            kind="guides",
            title=f"{text(5)} {number}",
            address=f"id/panduan/{number}/",
            summary=text(18),
            text=text(60),
            sections=tuple(Section(f"s{part}", text(4), text(80)) for part in range(8)),
        )
        for number in range(pages)
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_index_is_small(book: Handbook, language: str) -> None:
    """The core weighs at most 19 kB, the summaries 6 kB, a part 1.1 kB."""
    core, about, *parts = index(book, language)
    assert size(core) <= 19_000
    assert size(about) <= 6_000
    assert size(core) <= LIMIT <= 25_000
    assert PART == 1_100
    assert [size(part) for part in parts if size(part) > PART] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_sixty_pages_take_little(book: Handbook, language: str) -> None:
    """Of sixty pages, a fair sample of the handbook, the core and any eleven parts weigh at most 25 kB together."""
    found = tuple(passages(book, language))
    sample = [found[number * len(found) // SIXTY] for number in range(SIXTY)]
    core, _about, *parts = map(size, of_passages(sample, language))
    assert core + sum(sorted(parts)[-11:]) <= 25_000


def test_the_scripts_are_small() -> None:
    """At most 4 KB on its way, without comments; what comes behind the answers, 0.7 KB more."""
    assert len(gzip.compress(lean(SCRIPT.read_text(encoding="utf-8")).encode(), 9)) <= 4096
    assert len(gzip.compress(lean(SCRIPT.with_name("quote.js").read_text(encoding="utf-8")).encode(), 9)) <= 700


@pytest.mark.parametrize("language", LANGUAGES)
def test_everyday_words_stand_for_the_handbooks(book: Handbook, language: str) -> None:
    """Whatever an everyday word stands for is said somewhere in the handbook; none is listed under two headings."""
    groups = everyday(language)
    assert len({first for first, *_ in groups}) == len(groups)
    spots = [text for each in passages(book, language) for text in (each.title, each.summary, each.text)]
    spots += [text for each in passages(book, language) for part in each.sections for text in (part.heading, part.text)]
    roots = Roots((word for text in spots for word in words_of(text)), language)
    said = [f" {' '.join(roots.of_all(words_of(text)))} " for text in spots]
    missing = [first for first, *_ in groups if not any(_stands(roots, first, text) for text in said)]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_typed_leads_somewhere(book: Handbook, language: str) -> None:
    """Every place that readers' words are written down for is in the handbook, once, with words."""
    lines = rows((TYPED / f"typed.{language}.tsv").read_text(encoding="utf-8"))
    assert list(strays(lines, names(book, language))) == []
    assert len(lines) > 500


def test_a_stray_line_is_told_with_its_cure() -> None:
    """An unknown place, one without words, and one named twice are told by line, with what to do."""
    text = "# remark\nguides/fear\tdread\n\nguides/feer\tpanic\nqqqq\tx\nguides/pay\t \nguides/fear\tworry\n"
    assert list(strays(rows(text), ("guides/fear", "guides/pay"))) == [
        "4: “guides/feer” is not in the handbook. Did you mean “guides/fear”?",
        "5: “qqqq” is not in the handbook. Delete it.",
        "6: nothing is typed for “guides/pay”. Write words behind a tab, or delete the line.",
        "7: “guides/fear” stands in line 2 already. Put both lines into one.",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_only_readers_say_is_not_in_the_core(book: Handbook, language: str) -> None:
    """The core and the parts that bring roots share none, and the core knows each word of the handbook."""
    core, _about, *parts = index(book, language)
    known = set(unfolded(core["roots"]))
    brought = [root for part in parts for root in unfolded(part.get("roots", ""))]
    found = built(tuple(passages(book, language)), language, terms_of(book, language), everyday(language))
    assert len(brought) == len({*brought})
    assert known & {*brought} == set()
    assert known | {*brought} == {*found.listed(), ""}
    said = {word for each in passages(book, language) for word in words_of(f"{each.title} {each.text}")}
    assert {*found.of_all(word for word in said - found.stop if len(word) > 1)} & found.listed() <= known


def test_a_word_that_would_be_taken_for_another_is_common() -> None:
    """A root that hides behind one that is known from the start is known from the start too."""
    roots = Roots(["kerja", "pekerja", "kantor", "kantoran", "gajian", "gajihan", "nongkrong"], "id")
    assert roots.common(["kerja"], ["kantor"]) >= {"kerja", "kantor"}
    assert "nongkrong" not in roots.common(["kerja"], ["kantor"])


def _stands(roots: Roots, first: str, text: str) -> bool:
    return f" {' '.join(roots.of_all(words_of(first)))} " in text


def unfolded(text: str) -> list[str]:
    """Front-coded words as they were."""
    words: list[str] = []
    for each in re.findall("[A-Z][^A-Z]*", text):
        words.append((words[-1] if words else "")[: ord(each[0]) - 65] + each[1:])
    return words


def test_front_coded_words_come_back() -> None:
    """A letter tells how much of the word before is kept: B one letter, C two."""
    assert front_coded(["ajar", "ajak", "balas"]) == "AajarDkAbalas"
    assert unfolded("AajarDkAbalas") == ["ajar", "ajak", "balas"]


@pytest.fixture(scope="module")
def thousand() -> tuple[dict[str, Any], ...]:
    """The index of a thousand guides."""
    return of_passages(grown(PAGES), "id")


def test_a_thousand_guides_keep_every_file_small(thousand: tuple[dict[str, Any], ...]) -> None:
    """However large the handbook, the core stays below 25 kB and each part below 12 kB."""
    core, _about, *parts = thousand
    assert size(core) <= LIMIT
    assert [size(part) for part in parts if size(part) > WIDE_PART] == []


def test_a_thousand_guides_stay_findable(thousand: tuple[dict[str, Any], ...]) -> None:
    """Each guide stands in some part, and each part begins where the core says."""
    core, _about, *parts = thousand
    assert {page[2] for part in parts for page in part["pages"]} == {f"panduan/{n}/" for n in range(PAGES)}
    assert core["parts"] == [part["first"] for part in parts]
    keys = [key for part in parts for key in unfolded(part["roots"])]
    assert keys == sorted(set(keys))


def test_what_the_tiny_index_holds(tiny: Handbook) -> None:
    """Kind, title, address and sections of every page that is written in the language, then of every card."""
    pages = [
        (kind, title, address, " ".join(sections[::2]))
        for kind, title, address, sections in index(tiny, "en")[0]["pages"]
    ]
    assert [each for each in pages if each[0] < 6] == TINY


def test_a_text_in_one_language_is_found_in_that_language_only(tiny: Handbook) -> None:
    """A guide without a translation stands in no other language's index."""
    found = {language: {each.reference for each in passages(tiny, language)} for language in LANGUAGES}
    assert found["id"] - found["en"] == {"guides/why-feared"}
    assert found["en"] - found["id"] == set()


@pytest.mark.parametrize("root", FORMS)
def test_affixed_forms_have_one_root(book: Handbook, root: str) -> None:
    """Prefixes, suffixes, and a first letter that a nasal has swallowed lead back to the root."""
    roots = roots_of(book, "id")
    assert {form: roots.of(form) for form in FORMS[root].split()} == dict.fromkeys(FORMS[root].split(), root)


def test_a_root_is_left_whole(book: Handbook) -> None:
    """What only looks affixed stays as it is: sering (often) is no ring, pesan (message) no san."""
    words = "sering pesan teman bulan makan jalan rekan pekan terima setuju masukan masalah".split()
    assert roots_of(book, "id").of_all(words) == words


def test_words_as_people_speak_have_one_root(book: Handbook) -> None:
    """Clipped prefixes, -in, swallowed vowels and doubling by 2 lead back to the root that the handbook writes."""
    spoken = "nanya nerima nolak nulis dengerin ngajarin dibatalin motong muji males temen catatan2".split()
    meant = "tanya terima tolak tulis dengar ajar batal potong puji malas teman catat".split()
    found = tuple(passages(book, "id"))
    assert built(found, "id").of_all(spoken) == meant


def test_english_spellings_and_irregular_forms_have_one_root(book: Handbook) -> None:
    """British and American spellings, nouns and verbs, and forms that no rule makes meet."""
    pairs = "recognition recognise evaluation evaluate silence silent privacy private decision decide fought fight"
    roots = built(tuple(passages(book, "en")), "en").of_all(pairs.split())
    assert roots[::2] == roots[1::2]


def test_english_forms_have_one_root(book: Handbook) -> None:
    """Forms of one word meet in the word that the handbook says; career does not meet care."""
    roots = roots_of(book, "en")
    assert roots.of_all("meetings meeting preparation preparing careers".split()) == [
        *("meet", "meet", "prepare", "prepare", "career")
    ]


def test_what_words_share_is_a_root() -> None:
    """Without its bare form a root is found by what two words have in common; a single word stays whole."""
    roots = Roots(["bergulat", "pergulatan", "mengulik"], "id")
    assert roots.of_all(["bergulat", "pergulatan", "mengulik"]) == ["gulat", "gulat", "mengulik"]


def test_rules_go_three_layers_deep() -> None:
    """From mempelajari → pelajari → pelajar → ajar, and no further."""
    assert {"pelajari", "pelajar", "ajar"} < candidates("mempelajari", "id")
    assert candidates("qq", "id") == {"qq"}


def test_a_place_to_which_readers_are_sent_stands_in_the_last_rank() -> None:
    """By a word, by the word of a phrase that fewest places say, and by a group that the whole phrase stands for."""
    sent = [["raise"], ["money", "talk"], ["pay", "rise"]]
    spots = (
        Spot(["salary"], [], ["money"], sent, sent),
        Spot([], [], ["money", "talk", "rise"], [], []),
        Spot([], [], ["money", "rise"], [], []),
    )
    roots = Roots([word for spot in spots for word in (*spot.title, *spot.text)], "en")
    begun = by_first([[["pay", "rise"]], [["money"]]], roots)
    found = places([hear(spot, roots, begun) for spot in spots])
    assert {key: ranks[SENT] for key, ranks in found.items() if ranks[SENT]} == {
        "raise": [0],
        "talk": [0],
        "pay": [0],
        group(0): [0],
    }
    assert found["money"][1] == [0, 1, 2]


@pytest.mark.parametrize(("numbers", "text"), [((), ""), ((0,), "#"), ((0, 1, 2), "###"), ((3, 90), "&y")])
def test_places_are_written_as_steps(numbers: tuple[int, ...], text: str) -> None:
    """Growing numbers as one character a step."""
    assert steps(numbers) == text


def test_short_names_keep_the_meaning() -> None:
    """Names inside become short; properties, keys, texts and the names that others call stay as they are."""
    script = (
        'const unpack = (core) => {\n  const total = { total_of: core.size }; // sum\n  return [total, "total"];\n};\n'
    )
    assert lean(script) == 'let unpack=a=>{let total={total_of:a.size};return[total,"total"]};'


def test_the_index_is_the_same_every_time(book: Handbook, tmp_path: Path) -> None:
    """Written twice, the files have the same bytes; after its name each index is plain JSON."""
    for folder in ("a", "b"):
        write_finding(book, ROOT / "theme", tmp_path / folder)
    files = sorted(path.relative_to(tmp_path / "a") for path in (tmp_path / "a").rglob("*.js"))
    assert len(files) == len(index(book, "id")) + len(index(book, "en")) + 2
    for path in files:
        assert (tmp_path / "a" / path).read_bytes() == (tmp_path / "b" / path).read_bytes()
    core = index(book, "id")[0]
    text = (tmp_path / "a" / "id" / "search.js").read_text(encoding="utf-8")
    assert text == as_script(core, "id").decode()
    said = text.removeprefix('(globalThis.handbook??={})["id"]=').removesuffix(";\n")
    assert json.loads(said) == json.loads(json.dumps(core))


def test_plain_text_has_no_markup() -> None:
    """Tags and entities become the characters that a reader sees."""
    assert plain("<p>Tom &amp; <b>Jerry</b></p>\n<p>x</p>") == "Tom & Jerry x"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_index_page_leads_everywhere(book: Handbook, language: str) -> None:
    """The A–Z index names every title, heading, card, topic and term, and every other word for a term, in order."""
    groups = letters(book, language)
    assert [letter for letter, _ in groups] == sorted(letter for letter, _ in groups)
    words = {row.words.casefold() for _, rows in groups for row in rows}
    wanted = {card.facts.title[language] for card in book.cards} | {topic.title[language] for topic in book.topics}
    wanted |= {asked.title(book, language) for asked in all_asked(book)}
    for term in book.terms:
        wanted |= {term.words[language].term, *term.words[language].aliases, *term.words[language].avoid}
        wanted |= {term.words[language].abbr or term.words[language].term}
    for entry in (*book.guides, *book.relationships, *book.sessions, *book.pages):
        if entry.has(language):
            wanted |= {entry.words[language].title, *(heading.title for heading in entry.words[language].headings)}
    assert {word.casefold() for word in wanted} == words
