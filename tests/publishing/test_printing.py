"""Cards printed alone: what is asked for is understood, printed, and not printed again until something changes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from plugins.handbook.model import Handbook
from plugins.publishing.asking import Unknown, editions_asked, key_asked
from plugins.publishing.fresh import MARGIN, now, stamps
from plugins.publishing.place import Place
from plugins.publishing.printed import is_printed, seal
from tasks import _is_named

pytestmark = pytest.mark.xdist_group("printing")

ROOT = Path(__file__).resolve().parent.parent.parent
NEEDED = ("theme", "plugins", "pelicanconf.py", "tasks.py", "requirements.lock")
A5 = "build/cards/id/kartu/anggota-tim/rutin/kartu-anggota-tim-rutin-a5.pdf"
CARD = "content/cards/team-member/regular.yaml"
UNCHANGED = "Tidak ada yang berubah; build/cards/ sudah mutakhir."
LOADED = """
import sys
from pathlib import Path
from plugins.publishing.place import Place
from plugins.publishing.printing import Wanted, print_cards
code = print_cards(Place(Path.cwd()), Wanted("team-member/regular", "a5", "", "id"), "id")
print(code, sorted({"weasyprint", "pelican", "pydantic", "jinja2"} & set(sys.modules)))
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The smallest handbook as a project of its own."""
    root = tmp_path_factory.mktemp("project")
    for name in NEEDED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, root / name)
    shutil.copytree(ROOT / "tests" / "site", root / "content")
    return root


def run(project: Path, *command: str) -> tuple[int, str, str]:
    """Exit code and what was told by a fresh process in the project's folder."""
    surroundings = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(project)}
    done = subprocess.run(command, cwd=project, env=surroundings, check=False, capture_output=True, text=True)
    return done.returncode, done.stdout.strip(), done.stderr.strip()


def cards(project: Path, *arguments: str) -> tuple[int, str, str]:
    """`inv cards` with these words."""
    return run(project, sys.executable, "-m", "invoke", "cards", *arguments)


def test_one_card_is_printed_alone(project: Path) -> None:
    """A key, a paper and a language print that one file, and name it."""
    assert cards(project, "team-member/regular", "--paper", "a5", "--lang", "id") == (0, A5, "")
    assert [str(path.relative_to(project)) for path in project.glob("build/**/*.pdf")] == [A5]


def test_nothing_to_do_loads_nothing(project: Path) -> None:
    """Asked again, it says that nothing changed, and neither WeasyPrint nor Pelican nor the handbook was loaded."""
    cards(project, "team-member/regular", "--paper", "a5", "--lang", "id")
    assert run(project, sys.executable, "-c", LOADED) == (0, f"{UNCHANGED}\n0 []", "")


@pytest.mark.parametrize("damage", ["flipped", "cut", "gone"])
def test_a_damaged_file_is_printed_again(project: Path, damage: str) -> None:
    """One byte changed behind its back, with size and time of change as before, is noticed and mended."""
    ask = ("team-member/regular", "--paper", "a5", "--lang", "id")
    cards(project, *ask)
    file = project / A5
    whole, status = file.read_bytes(), file.stat()
    if damage == "gone":
        file.unlink()
    else:
        middle = len(whole) // 2
        flipped = whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]
        file.write_bytes(flipped if damage == "flipped" else whole[:-1])
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert cards(project, *ask) == (0, A5, "")
    assert file.read_bytes() == whole


def test_times_alone_tell_that_nothing_changed(project: Path) -> None:
    """Where inputs are older than the last printing nothing is read: sums of their bytes are not missed."""
    ask = ("team-member/regular", "--paper", "a5", "--lang", "id")
    memory = project / ".cache" / "publishing"
    cards(project, *ask)
    time.sleep(MARGIN / 1e9 + 0.1)
    cards(project, *ask)
    assert (memory / "cards.seal").exists()
    (memory / "cards.json").unlink()
    assert cards(project, *ask) == (0, UNCHANGED, "")


@pytest.mark.parametrize("change", ["word", "seal", "paper", "package"])
def test_any_doubt_has_files_read(project: Path, tmp_path: Path, change: str) -> None:
    """A word changed with size and time as before, a damaged seal, another wish or package: nothing is believed."""
    place = Place(project)
    card, seal_file = project / CARD, project / ".cache" / "publishing" / "cards.seal"
    seal(place, "a5", now() + 2 * MARGIN, stamps(project))
    assert is_printed(place, "a5")
    text, status = card.read_bytes(), card.stat()
    if change == "word":
        card.write_bytes(text.replace(b"title", b"titel", 1))
        os.utime(card, ns=(status.st_atime_ns, status.st_mtime_ns))
    elif change == "seal":
        seal_file.write_text(seal_file.read_text(encoding="ascii").translate({ord("0"): "1"}), encoding="ascii")
    elif change == "package":
        packages = tmp_path / "site-packages"
        (packages / "weasyprint-71.0.dist-info").mkdir(parents=True)
        sys.path.append(str(packages))
    try:
        assert not is_printed(place, "a6" if change == "paper" else "a5")
    finally:
        card.write_bytes(text)
        seal_file.unlink()
        sys.path[:] = [folder for folder in sys.path if folder != str(tmp_path / "site-packages")]


def test_what_was_touched_just_now_is_not_believed(project: Path) -> None:
    """A file might change again within the step of its clock: then nothing is noted."""
    place = Place(project)
    (project / CARD).touch()
    seal(place, "a5", now(), stamps(project))
    assert not (project / ".cache" / "publishing" / "cards.seal").exists()
    assert not is_printed(place, "a5")


def test_an_edit_is_printed_and_an_error_stops(project: Path) -> None:
    """A changed word changes the file; a mistake in the card is told with its place, and the old file stays."""
    ask = ("team-member/regular", "--paper", "a5", "--lang", "id")
    cards(project, *ask)
    file, card = project / A5, project / CARD
    before, text = file.read_bytes(), card.read_text(encoding="utf-8")
    try:
        card.write_text(text.replace("title:", "tittle:", 1), encoding="utf-8")
        code, told, _ = cards(project, *ask)
        assert (code, f"{CARD}:" in told, file.read_bytes()) == (1, True, before)
        assert "  id: " in text
        card.write_text(text.replace("  id: ", "  id: Nah, ", 1), encoding="utf-8")
        assert cards(project, *ask) == (0, A5, "")
        assert file.read_bytes() != before
    finally:
        card.write_text(text, encoding="utf-8")


def test_all_is_printed_and_leftovers_go(project: Path) -> None:
    """Without a name everything is printed; what lies there besides goes; asked again nothing is done."""
    stray = project / "build" / "cards" / "id" / "stray.pdf"
    stray.parent.mkdir(parents=True, exist_ok=True)
    stray.write_bytes(b"old")
    code, told, faults = cards(project, "--lang", "")
    count = len(list(project.glob("build/**/*.pdf")))
    answer = f"The cards are in build/cards/: {count} PDFs."
    assert (code, told.splitlines()[-1], faults, stray.exists()) == (0, answer, "", False)
    assert cards(project) == (0, "Nothing changed; build/cards/ is up to date.", "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("team-membr/regular",), "There is no card team-membr/regular. Write RELATIONSHIP or RELATIONSHIP/SESSION, "
         "as in peer/regular; one of: team-member. Did you mean team-member/regular?"),
        (("--paper", "a55"), "Unknown paper a55; one of: a4, f4, a5, a6, letter. Did you mean a5?"),
        (("--variant=filable",), "Unknown variant filable; one of: plain, bilingual, fillable, host, guest, "
         "two-up, four-up, fold. Did you mean fillable?"),
        (("-p", "a6", "-v", "fillable"), "There is no fillable card on a6; its papers: a4."),
        (("--lang", "jv"), "There are no cards in the language jv; one of: id, en."),
        (("team-membr", "--lang=id"), "Kartu team-membr tidak ada. Tulis RELASI atau RELASI/SESI, misalnya "
         "peer/regular; relasinya: team-member. Maksudmu team-member?"),
    ],
)  # fmt: skip
def test_a_wrong_word_is_told(project: Path, arguments: tuple[str, ...], message: str) -> None:
    """What does not exist is answered with what does, in the language asked for, and the code of a wrong use."""
    assert cards(project, *arguments) == (2, "", message)


@pytest.mark.parametrize(
    ("paper", "variant", "names"),
    [
        ("", "", ()),
        ("a5", "", ("a5",)),
        ("a4-fillable", "", ("a4-fillable",)),
        ("a4", "bilingual", ("a4-bilingual",)),
        ("", "two-up", ("a4-two-up", "letter-two-up")),
        ("", "plain", ("a4", "f4", "a5", "a6", "letter")),
        ("letter", "four-up", ("letter-four-up",)),
    ],
)
def test_paper_and_variant_name_forms(paper: str, variant: str, names: tuple[str, ...]) -> None:
    """A paper alone is the plain card; a form alone is every paper of it; both are one."""
    assert editions_asked(paper, variant, "en") == names


def test_a_card_is_known_by_its_key_its_file_and_its_relationship(book: Handbook) -> None:
    """All of these name it; a side that a card does not have is refused."""
    keys = ("peer/regular", "cards/peer/regular", "content/cards/peer/regular.yaml", "peer/regular/")
    assert {key_asked(book, key, (), "en") for key in keys} == {"peer/regular"}
    assert key_asked(book, "peer", (), "en") == "peer"
    assert key_asked(book, "", ("a5-host",), "en") == ""
    with pytest.raises(Unknown, match="The card peer/regular has no a5-host: both sides have the same role"):
        key_asked(book, "peer/regular", ("a5-host",), "en")


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("inv cards", False),
        ("inv cards peer", True),
        ("inv cards --paper a5", False),
        ("inv cards --paper a5 peer", True),
        ("inv cards --paper=a5 peer", True),
        ("inv cards -p a5", False),
        ("inv cards -pa5 peer", True),
        ("inv check", False),
    ],
)
def test_a_name_may_be_left_out(line: str, named: bool) -> None:
    """The name of a card is told from the values of options."""
    assert _is_named(line.split()) is named
