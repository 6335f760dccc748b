"""Reading without a network in real Chromium: the kept copy, its renewal and removal; the zip; the policy."""

from __future__ import annotations

import shutil
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from plugins.booking import write_calendars
from plugins.finding import write_finding
from plugins.handbook.model import Handbook
from plugins.handbook.site import Site
from plugins.mapping import write_map
from plugins.pages import write_pages
from tests.printed import write_stand_ins

pytestmark = pytest.mark.xdist_group("offline")

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
ROOT = Path(__file__).resolve().parents[2]
GUIDE = "id/panduan/apa-itu-1-on-1/"
LINE = threading.Event()  # a slow line: cleared, answers wait
LINE.set()
PDF = "id/kartu/anggota-tim/rutin/kartu-anggota-tim-rutin-a4.pdf"


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder under the policy of its `_headers`, silently."""

    server: ThreadingHTTPServer

    def end_headers(self) -> None:
        """Add the policy to every answer."""
        lines = (Path(self.directory) / "_headers").read_text(encoding="utf-8").splitlines()
        name, _, value = lines[1].strip().partition(": ")
        self.send_header(name, value)
        super().end_headers()

    def do_GET(self) -> None:
        """Answer when the line is free; once the host is off, on no line that a browser opened before either."""
        LINE.wait(20)
        if self.server.socket.fileno() < 0:
            self.close_connection = True
            return
        super().do_GET()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Host:
    """A host that can be switched off and on again at the same address."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, 0
        self.switch_on()

    def switch_on(self) -> None:
        """Serve; the first time at any free port, then at the same."""
        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), partial(Handler, directory=str(self.folder)))
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def switch_off(self) -> None:
        """Answer nobody any more."""
        self.server.shutdown()
        self.server.server_close()

    @property
    def address(self) -> str:
        """Where the site is served."""
        return f"http://127.0.0.1:{self.port}/"


def write_all(book: Handbook, name: str, folder: Path) -> Path:
    """The whole site; small files stand in for the printed cards."""
    site, theme = Site("https://empat-mata.example", name, ("id", "en")), ROOT / "theme"
    write_pages(book, site, theme, folder)
    write_finding(book, theme, folder)
    write_calendars(book, site, folder)
    write_stand_ins(book, site, folder)
    write_map(book, site, theme, folder, folder.with_name("pictures"))
    return folder


@pytest.fixture
def host(tiny: Handbook, tmp_path: Path) -> Iterator[Host]:
    """The smallest handbook, served."""
    host = Host(write_all(tiny, "Empat Mata", tmp_path / "site"))
    yield host
    host.switch_off()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A reader with an empty browser; what the page complains about fails the test."""
    context = chromium.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda line: complaints.append(line.text) if "Content Security Policy" in line.text else None)
    yield page
    assert complaints == []
    context.close()


def keep(page: Page, host: Host, part: str) -> None:
    """Press the button of a part and wait until it says that it is kept."""
    page.goto(f"{host.address}id/")
    row = page.locator(f"[data-part={part}]")
    row.locator("button[data-act=keep]:visible").click()
    expect(row).to_have_attribute("data-state", "kept")


def caches(page: Page) -> list[str]:
    """The parts that the browser keeps, with their versions."""
    names: list[str] = page.evaluate("caches.keys()")
    return sorted(name.split("|", 1)[1] for name in names)


def test_nothing_is_kept_unasked(page: Page, host: Host) -> None:
    """A visit alone registers no worker and keeps nothing; the button is there and says so in the reader's language."""
    page.goto(f"{host.address}id/")
    expect(page.get_by_role("button", name="Simpan untuk luring")).to_be_visible()
    expect(page.locator("[data-part=pages]")).to_contain_text("Belum disimpan di perangkat ini.")
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    assert caches(page) == []


def test_kept_pages_are_read_without_a_network(page: Page, host: Host) -> None:
    """Once kept, home, guide, card and search open with the host gone; the other language and PDFs are not there."""
    keep(page, host, "pages")
    host.switch_off()
    for address, title in ((GUIDE, "Apa itu 1-on-1"), ("id/cari/?q=apa", "Cari"), ("id/", "Empat Mata")):
        page.goto(f"{host.address}{address}")
        assert page.locator("h1").inner_text() == title
    page.goto(f"{host.address}id/kartu/anggota-tim/rutin/")
    assert page.locator(".agenda tbody tr").count() > 3
    assert page.evaluate("fetch('/en/').then(() => 'there', () => 'gone')") == "gone"
    assert page.evaluate(f"fetch('/{PDF}').then(() => 'there', () => 'gone')") == "gone"
    host.switch_on()


def test_a_slow_line_does_not_hold_a_reader_up(page: Page, host: Host) -> None:
    """When the host does not answer, the kept page is there after three seconds."""
    keep(page, host, "pages")
    LINE.clear()
    try:
        page.goto(f"{host.address}{GUIDE}", timeout=12_000, wait_until="commit")
        expect(page.locator("h1")).to_have_text("Apa itu 1-on-1")
    finally:
        LINE.set()


def test_cards_are_kept_by_choice(page: Page, host: Host) -> None:
    """With the second button the PDFs are there too."""
    keep(page, host, "pages")
    keep(page, host, "cards")
    host.switch_off()
    page.goto(f"{host.address}id/")
    assert page.evaluate(f"fetch('/{PDF}').then((answer) => answer.text())") == "%PDF-1.7\n%%EOF\n"
    host.switch_on()


def test_a_newer_version_replaces_the_kept_one_whole(page: Page, host: Host, tiny: Handbook) -> None:
    """After a change the reader is told, fetches it at a press, and then keeps the new version, nothing of the old."""
    keep(page, host, "pages")
    (before,) = caches(page)
    write_all(tiny, "Enam Mata", host.folder)
    page.goto(f"{host.address}id/")
    assert page.locator("h1").inner_text() == "Enam Mata"
    row = page.locator("[data-part=pages]")
    expect(row).to_contain_text("ada versi yang lebih baru")
    assert caches(page) == [before]
    row.get_by_role("button", name="Unduh versi baru").click()
    expect(row).to_have_attribute("data-state", "kept")
    (after,) = caches(page)
    assert after != before
    host.switch_off()
    page.goto(f"{host.address}{GUIDE}")
    assert page.locator(".brand").inner_text().strip() == "Enam Mata"
    host.switch_on()


def test_a_broken_renewal_keeps_the_old_version(page: Page, host: Host, tiny: Handbook) -> None:
    """When a file cannot be fetched, the reader is told, and what was kept before is still whole."""
    keep(page, host, "pages")
    before = caches(page)
    write_all(tiny, "Enam Mata", host.folder)
    shutil.rmtree(host.folder / GUIDE)
    page.goto(f"{host.address}id/")
    page.get_by_role("button", name="Unduh versi baru").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert caches(page) == before
    host.switch_off()
    page.goto(f"{host.address}{GUIDE}")
    assert page.locator(".brand").inner_text().strip() == "Empat Mata"
    host.switch_on()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_what_is_kept(chromium: Browser, host: Host, scheme: Literal["light", "dark"]) -> None:
    """Home with its buttons, before and after a press, on a phone: 0 violations; targets of 24 px, nothing runs out."""
    context = chromium.new_context(viewport={"width": 320, "height": 800}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    keep(page, host, "pages")
    page.evaluate(AXE)
    result: dict[str, Any] = page.evaluate("() => axe.run()")
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in result["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    heights = page.locator("#offline button:visible").evaluate_all("all => all.map((each) => each.offsetHeight)")
    assert len(heights) == 2
    assert min(heights) >= 24
    context.close()


def test_the_kept_copy_can_be_removed(page: Page, host: Host) -> None:
    """The remove button leaves nothing in the browser's store."""
    keep(page, host, "pages")
    page.get_by_role("button", name="Hapus dari perangkat ini").click()
    expect(page.locator("[data-part=pages]")).to_have_attribute("data-state", "none")
    assert caches(page) == []


def test_without_javascript_the_zip_is_offered(chromium: Browser, host: Host) -> None:
    """With scripts off there is no button that does nothing, and the zip is a plain link that downloads."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{host.address}en/")
    assert page.locator("[data-keep]").is_hidden()
    with page.expect_download() as download:
        page.get_by_role("link", name="All pages (zip)").click()
    assert zipfile.is_zipfile(download.value.path())
    context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_zip_is_read_from_a_disk(chromium: Browser, host: Host, tmp_path: Path, scripts: bool) -> None:
    """Unpacked and opened as a file, with scripts or without: from the start to a guide and a card by its links."""
    with zipfile.ZipFile(host.folder / "en/handbook-en.zip") as archive:
        archive.extractall(tmp_path / "unpacked")
    context = chromium.new_context(java_script_enabled=scripts)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "unpacked" / "handbook-en" / "index.html").as_uri())
    page.wait_for_url("**/en/index.html")
    assert page.locator("h1").inner_text() == "Empat Mata"
    page.locator(".menu a").first.click()
    page.wait_for_url("**/en/guides/index.html")
    page.get_by_role("link", name="What a 1-on-1 is").first.click()
    page.wait_for_url("**/what-is-a-1-on-1/index.html")
    page.goto((tmp_path / "unpacked/handbook-en/en/cards/team-member/regular/index.html").as_uri())
    assert page.locator(".agenda tbody tr").count() > 3
    assert [url for url in asked if not url.startswith("file:")] == []
    context.close()


def test_the_zip_is_searched_from_a_disk(chromium: Browser, host: Host, tmp_path: Path) -> None:
    """The search of the unpacked zip answers, and its first answer opens."""
    with zipfile.ZipFile(host.folder / "id/handbook-id.zip") as archive:
        archive.extractall(tmp_path / "unpacked")
    page = chromium.new_page()
    page.goto((tmp_path / "unpacked/handbook-id/id/cari/index.html").as_uri())
    page.locator("input[name=q]").fill("rutin")
    page.locator("#search-results a").first.click()
    page.wait_for_url("**/index.html*")
    assert page.url.startswith((tmp_path / "unpacked/handbook-id/id").as_uri())
    assert page.locator("h1").is_visible()
    page.close()


def test_the_policy_stops_nothing_of_ours(page: Page, host: Host, tiny: Handbook) -> None:
    """Under the policy of `_headers` every kind of page keeps its style and complains about nothing."""
    for path in sorted(host.folder.rglob("*.html")):
        page.goto(host.address + path.relative_to(host.folder).as_posix())
        assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith("system-ui"), path


def test_the_policy_stops_what_is_not_ours(chromium: Browser, host: Host) -> None:
    """An inline script that someone smuggled into a page does not run."""
    page = chromium.new_page()
    guide = host.folder / GUIDE / "index.html"
    text = guide.read_text(encoding="utf-8")
    guide.write_text(text.replace("</main>", "<script>window.smuggled = 1</script></main>"), encoding="utf-8")
    page.goto(f"{host.address}{GUIDE}")
    assert page.evaluate("window.smuggled") is None
    page.close()
