"""The fillable card: every field can be found, is called by its name, and shows what is typed in two readers."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path
from typing import Any

import page
import pikepdf
import pypdfium2
import pytest
from pikepdf.form import Form

from plugins.cards.form import TYPED
from plugins.cards.press import press
from plugins.handbook.model import Handbook
from plugins.handbook.site import Site
from tests.cards.conftest import Leaf, order_of, structure

pytestmark = pytest.mark.xdist_group("cards")

TEXT = "Zoë Wijaya – 12 Jan"


@pytest.fixture(scope="module")
def blank(alone: Handbook, site: Site) -> bytes:
    """The fillable card of a team member, in Indonesian."""
    printed = press(order_of(alone, site, "id", "a4-fillable"))
    assert printed.problems == ()
    return printed.pdf


def fields(pdf: pikepdf.Pdf) -> dict[str, Any]:
    """Every field by its name, in order."""
    return {str(field.T): field for field in pdf.Root.AcroForm.Fields}


def test_each_field_has_a_name_to_speak(blank: bytes, alone: Handbook) -> None:
    """Heads, questions, writing lines and promises have fields, in the order of reading, with names in Indonesian."""
    with pikepdf.open(io.BytesIO(blank)) as pdf:
        spoken = {name: str(field.TU) for name, field in fields(pdf).items()}
    asked = [name for name in spoken if name.startswith("asked-")]
    notes = [name for name in spoken if name.startswith("note-")]
    rows = [f"{kind}-{row}" for row in range(1, 5) for kind in ("what", "who", "when")]
    assert list(spoken) == ["name", "date", "next", *asked, *notes, *rows]
    assert len(notes) >= 10
    assert [spoken[name] for name in ("name", "date", "next")] == ["Nama", "Tanggal", "Sesi berikutnya"]
    assert [spoken[name] for name in asked[:5]] == [
        f"Sudah ditanyakan: {question.words['id']}" for question in alone.cards[0].core
    ]
    assert spoken[notes[1]] == "Catatan, baris 2"
    assert spoken["who-3"] == "Siapa, baris 3"
    assert len(set(spoken.values())) == len(spoken)


def test_each_field_stands_in_the_structure(blank: bytes) -> None:
    """Each field has a Form element of its own, found from both sides; promises stand in their cells."""
    with pikepdf.open(io.BytesIO(blank)) as pdf:
        numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        parents = {int(key): value for key, value in zip(numbers[::2], numbers[1::2], strict=True)}
        for name, field in fields(pdf).items():
            element = parents[int(field.StructParent)]
            assert element.S == "/Form", name
            assert element.K[0].Obj.objgen == field.objgen, name
            outer = str(element.P.S)
            expected: dict[str, str] = {"asked": "/LBody", "note": "/Div", "what": "/TD", "who": "/TD", "when": "/TD"}
            assert outer == expected.get(name.partition("-")[0], "/P"), name
        assert sum(element.S == "/Form" for element in structure(pdf)) == len(fields(pdf))


def test_the_form_is_drawn_by_itself(blank: bytes) -> None:
    """No viewer is asked to draw; boxes are off; nothing stands on the page outside its live area."""
    with pikepdf.open(io.BytesIO(blank)) as pdf:
        assert "/NeedAppearances" not in pdf.Root.AcroForm
        for name, field in fields(pdf).items():
            left, bottom, right, top = map(float, field.Rect)
            assert 20 < left < right < 575, name
            assert 20 < bottom < top < 822, name
            if field.FT == "/Btn":
                assert (str(field.V), str(field.AS), sorted(field.AP.N.keys())) == ("/Off", "/Off", ["/Off", "/Yes"])
            else:
                assert field.AP.N.read_bytes().split() == [b"/Tx", b"BMC", b"EMC"]


def test_fields_do_not_overlap(blank: bytes) -> None:
    """No two fields share a place."""
    with pikepdf.open(io.BytesIO(blank)) as pdf:
        rects = {name: [float(edge) for edge in field.Rect] for name, field in fields(pdf).items()}
    places = list(rects.items())
    clashes = [
        (one, other)
        for number, (one, here) in enumerate(places)
        for other, there in places[number + 1 :]
        if here[0] < there[2] and there[0] < here[2] and here[1] < there[3] and there[1] < here[3]
    ]
    assert clashes == []


def filled(blank: bytes, path: Path, ticked: str = "") -> Path:
    """The card filled by another program, saved at `path`: some text, and perhaps a tick."""
    with pikepdf.open(io.BytesIO(blank)) as pdf:
        form: Any = Form(pdf)
        for name in ("name", "note-1", "what-2"):
            form[name].value = TEXT
        if ticked:
            form[ticked].checked = True
        pdf.Root.AcroForm.NeedAppearances = True
        for field in pdf.Root.AcroForm.Fields:
            if field.FT == "/Tx" and str(field.get("/V", "")):
                del field.AP  # the reader draws what was typed
        pdf.save(path, deterministic_id=True)
    return path


def test_what_is_typed_shows_in_pdfium(blank: bytes, tmp_path: Path) -> None:
    """Text and a tick put in by another program are drawn where their fields are, and nowhere else."""
    before, after = ink_of(blank), ink_of(filled(blank, tmp_path / "filled.pdf", "asked-1").read_bytes())
    for name in ("name", "note-1", "what-2", "asked-1"):
        assert after[name] > before[name] + 10, name
    assert after["note-2"] == before["note-2"]
    assert after["asked-2"] == before["asked-2"]


def test_what_is_typed_shows_in_poppler(blank: bytes, tmp_path: Path) -> None:
    """Text put in by another program is drawn in the card's own face, and can be read back from the drawing."""
    source, flat = str(filled(blank, tmp_path / "filled.pdf")), str(tmp_path / "flat.pdf")
    subprocess.run(["pdftocairo", "-pdf", source, flat], check=True, capture_output=True)
    words = subprocess.run(["pdftotext", flat, "-"], check=True, capture_output=True, text=True).stdout
    assert words.count(TEXT) == 3
    fonts = subprocess.run(["pdffonts", flat], check=True, capture_output=True, text=True).stdout
    names = {re.sub(r"^[A-Z]{6}\+|-.*", "", line.split()[0]) for line in fonts.splitlines()[2:]}
    assert "Manrope" in names
    assert names <= {"Manrope", "CairoFont"}  # what Cairo calls glyphs that it draws itself


def ink_of(data: bytes) -> dict[str, int]:
    """How many dark dots PDFium draws in each field."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        height = float(pdf.pages[0].MediaBox[3])
        places = {name: [float(edge) for edge in field.Rect] for name, field in fields(pdf).items()}
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    picture = document[0].render(scale=2, grayscale=True, may_draw_forms=True).to_numpy().squeeze()
    dark = {}
    for name, (left, bottom, right, top) in places.items():
        part = picture[int((height - top) * 2) + 1 : int((height - bottom) * 2) - 2, int(left * 2) : int(right * 2)]
        dark[name] = int((part < 110).sum())
    return dark


def test_every_fillable_card_keeps_both_standards(leaves: tuple[Leaf, ...]) -> None:
    """With its fields, each card keeps PDF/UA-1 and PDF/A-3a, and what can be typed is what the face has."""
    for leaf in leaves:
        if leaf.edition.variant == "fillable":
            pdf = leaf.path.read_bytes()
            found = [page.validate_pdf_bytes(pdf, profile=profile).failures for profile in ("ua1", "3a")]
            assert not any(found), leaf.name
    assert {ord(character) for character in TEXT} <= TYPED
