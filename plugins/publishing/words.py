"""What the build says to the person at the terminal: message key and facts → one line in their language."""

from __future__ import annotations

from collections.abc import Mapping

LANGUAGES = ("id", "en")

WORDS: Mapping[str, tuple[str, str]] = {
    # the build
    "unchanged": ("Tidak ada yang berubah; {output} sudah mutakhir.", "Nothing changed; {output} is up to date."),
    "waiting": ("Build lain sedang berjalan; menunggu giliran …", "Another build is running; waiting for it …"),
    "published": (
        "Situs terbit di {output}: {pages} halaman, {cards} berkas cetak.",
        "The site is in {output}: {pages} pages, {cards} printed files.",
    ),
    "printed": ("Kartu ada di {folder}: {cards} PDF.", "The cards are in {folder}: {cards} PDFs."),
    "placeholder": (
        "Alamat publik belum diatur ({url}): kode QR pada kartu cetak belum menuju ke mana pun. "
        "Atur SITEURL di pelicanconf.py atau pakai: make site URL=https://…",
        "The public address is not set ({url}): printed QR codes lead nowhere yet. "
        "Set SITEURL in pelicanconf.py or use: make site URL=https://…",
    ),
    "kept": ("Situs lama di {output} tidak berubah.", "The old site in {output} is unchanged."),
    "none-yet": ("Belum ada situs di {output}.", "There is no site in {output} yet."),
    "bad-url": (
        "Alamat publik harus diawali https:// atau http://, tanpa spasi, ?, atau #: {url}",
        "The public address must start with https:// or http:// and have no space, ? or #: {url}",
    ),
    "bad-language": (
        "Bahasa {asked} tidak dikenal; pilihan: id, en.",
        "Unknown language {asked}; one of: id, en.",
    ),
    # the check
    "bad-format": ("Bentuk {asked} tidak dikenal; pilihan: {known}.", "Unknown format {asked}; one of: {known}."),
    "no-content": (
        "{path} tidak ada di dalam content/; sebut berkas atau folder di sana.",
        "{path} is not below content/; name a file or folder there.",
    ),
    "bad-code": ("Kode {asked} tidak dikenal.", "Unknown code {asked}."),
    "bad-code-meant": ("Kode {asked} tidak dikenal; maksudnya {meant}?", "Unknown code {asked}; did you mean {meant}?"),
    # what may be printed
    "no-such-card": (
        "Kartu {asked} tidak ada. Tulis RELASI atau RELASI/SESI, misalnya peer/regular; relasinya: {choices}.",
        "There is no card {asked}. Write RELATIONSHIP or RELATIONSHIP/SESSION, as in peer/regular; one of: {choices}.",
    ),
    "no-such-paper": (
        "Kertas {asked} tidak dikenal; pilihan: {choices}.",
        "Unknown paper {asked}; one of: {choices}.",
    ),
    "no-such-variant": (
        "Bentuk kartu {asked} tidak dikenal; pilihan: {choices}.",
        "Unknown variant {asked}; one of: {choices}.",
    ),
    "no-such-form": (
        "Tidak ada kartu {variant} di kertas {paper}; kertasnya: {choices}.",
        "There is no {variant} card on {paper}; its papers: {choices}.",
    ),
    "no-such-language": (
        "Kartu dalam bahasa {asked} tidak ada; pilihan: {choices}.",
        "There are no cards in the language {asked}; one of: {choices}.",
    ),
    "no-side": (
        "Kartu {card} tidak punya bentuk {variant}: peran keduanya sama.",
        "The card {card} has no {variant}: both sides have the same role.",
    ),
    "meant": (" Maksudmu {meant}?", " Did you mean {meant}?"),
    # failures
    "content": ("Perbaiki dulu yang bertanda galat di atas.", "First mend what is marked as an error above."),
    "warnings": ("Build memberi peringatan ({count}):", "The build gave warnings ({count}):"),
    "damaged": ("Situs baru tidak lolos pemeriksaan ({count}):", "The new site did not pass verification ({count}):"),
    "disk-full": (
        "Disk penuh: tidak ada ruang untuk menulis di {path}. Kosongkan ruang, lalu ulangi.",
        "The disk is full: there is no room to write in {path}. Free some space and try again.",
    ),
    "no-access": (
        "Tidak ada izin untuk membuka {path}. Perbaiki izin berkas atau foldernya.",
        "No permission to open {path}. Correct the permissions of the file or folder.",
    ),
    "os-error": ("{path}: {reason}", "{path}: {reason}"),
    "template": ("{path}:{line}: template rusak: {reason}", "{path}:{line}: broken template: {reason}"),
    "broken-words": (
        "{path}:{line}: berkas kata-kata antarmuka rusak: {reason}",
        "{path}:{line}: broken file of interface words: {reason}",
    ),
    "no-template": ("Template tidak ada: {path}", "Missing template: {path}"),
    "no-pango": (
        "Pustaka Pango tidak ditemukan, padahal kartu PDF membutuhkannya. {cure}",
        "The Pango library was not found; the card PDFs need it. {cure}",
    ),
    "no-package": (
        "Paket Python {name} tidak ada. Jalankan: make site",
        "The Python package {name} is missing. Run: make site",
    ),
    "interrupted": ("Dihentikan.", "Stopped."),
    "own-fault": (
        "{place}: {reason}\nIni kesalahan program, bukan kesalahan tulisanmu. Catatan lengkap: {log}",
        "{place}: {reason}\nThis is a fault of the program, not of your writing. Full record: {log}",
    ),
    # what verification finds
    "page-missing": ("halaman ini seharusnya ada", "this page should exist"),
    "card-missing": ("kartu PDF ini seharusnya ada", "this card PDF should exist"),
    "card-broken": ("berkas ini bukan PDF yang utuh", "this file is not a whole PDF"),
    "card-unlinked": ("tidak ada halaman yang menautkan kartu ini", "no page links to this card"),
    "no-lang": ("<html> tidak punya lang", "<html> has no lang"),
    "wrong-lang": (
        '<html lang="{found}">, padahal foldernya {folder}/',
        '<html lang="{found}">, but its folder is {folder}/',
    ),
    "double-id": ('id "{id}" dipakai lebih dari sekali', 'id "{id}" is used more than once'),
    "dead-link": ("tautan {link} tidak menuju ke mana pun", "link {link} leads nowhere"),
    "dead-anchor": ('tautan {link}: tidak ada id "{id}" di sana', 'link {link}: there is no id "{id}" there'),
    "leaves-site": ("tautan {link} keluar dari situs", "link {link} leaves the site"),
    "not-utf8": ("bukan UTF-8", "not UTF-8"),
    "lost": (
        "alamat ini pernah terbit dan sekarang hilang, padahal {source} masih ada. "
        "Kalau memang disengaja: inv build --accept-loss",
        "this address was published and is now gone, though {source} is still there. "
        "If that is meant: inv build --accept-loss",
    ),
    # setting up a machine
    "installing-system": ("Memasang paket sistem: {packages}", "Installing system packages: {packages}"),
    "installing-python": ("Menyiapkan lingkungan Python di {venv} …", "Setting up the Python environment in {venv} …"),
    "install-by-hand": ("Pasang dulu: {command}", "Install first: {command}"),
    "without-subset": (
        "libharfbuzz-subset tidak ada: PDF tetap jadi, hanya lebih lambat. {command}",
        "libharfbuzz-subset is missing: PDFs are still made, only more slowly. {command}",
    ),
    "install-failed": ("Pemasangan gagal: {command}", "Installation failed: {command}"),
    # serving
    "serving": ("Buka {url} · Ctrl-C untuk berhenti", "Open {url} · Ctrl-C to stop"),
    "port-taken": (
        "Porta {port} sedang dipakai. Coba: inv serve --port {other}",
        "Port {port} is taken. Try: inv serve --port {other}",
    ),
    "changed": ("Berubah: {paths}", "Changed: {paths}"),
    # lock files
    "locked": ("Ditulis: {path}", "Written: {path}"),
}


def language_of(environ: Mapping[str, str]) -> str:
    """The language of messages that a terminal's locale asks for: Indonesian for `id…`, English for everything else."""
    locale = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    return "id" if locale.lower().split("_")[0].split(".")[0] in {"id", "in", "indonesian"} else "en"


def words(key: str, language: str, **facts: object) -> str:
    """The line `key` in `language`, with its facts filled in."""
    return WORDS[key][LANGUAGES.index(language)].format(**facts)
