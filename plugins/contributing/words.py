"""What `inv new`, `inv rename` and `inv addresses` say: message key and facts → one line in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

LANGUAGES = ("id", "en")
WORDS: Mapping[str, tuple[str, str]] = {
    # questions; the choices stand behind them
    "key": ("Kunci (kata Inggris, huruf kecil, disambung tanda hubung)", "Key (lower-case English words with hyphens)"),
    "title": ("Judul", "Title"),
    "section": ("Rak", "Shelf"),
    "short": ("Label pendek untuk menu dan kartu", "Short label for menus and cards"),
    "rhythm": ("Irama", "Rhythm"),
    "minutes": ("Lama, dalam menit", "Length, in minutes"),
    "host": ("Sebutan tuan rumah, misalnya lead", "What the host is called, such as lead"),
    "guest": ("Sebutan tamu, misalnya anggota tim", "What the guest is called, such as team member"),
    "owner": ("Pemilik agenda", "Who owns the agenda"),
    "holder": ("Pemegang kartu", "Who holds the card"),
    "like": (
        "Hubungan yang mirip; pertanyaannya dipakai dulu",
        "A similar relationship; its questions are used at first",
    ),
    "relationship": ("Hubungan", "Relationship"),
    "session": ("Sesi", "Session"),
    "topic": ("Topik", "Topic"),
    "depth": ("Kedalaman", "Depth"),
    "asker": ("Siapa yang bertanya", "Who asks it"),
    "question": ("Pertanyaannya", "The question"),
    "term": ("Istilahnya", "The term"),
    "source": ("Kutipan: penulis, judul, tahun", "Citation: author, title, year"),
    "year": ("Tahun terbit", "Year of publication"),
    "strength": ("Kekuatan bukti", "Strength of the evidence"),
    "url": ("Alamat https://", "https:// address"),
    "choices": ("pilihan: {choices}", "one of: {choices}"),
    "default": ("kosong: {default}", "empty: {default}"),
    "later": ("kosong: diisi nanti", "empty: to be filled in later"),
    # what is wrong with an answer
    "missing": ("perlu --{name}: {asked}", "--{name} is needed: {asked}"),
    "bad-key": ("“{value}” bukan kunci.", "“{value}” is not a key."),
    "meant": ("Maksudnya “{meant}”?", "Did you mean “{meant}”?"),
    "unknown": ("{name}: “{value}” tidak dikenal.", "{name}: “{value}” is not known."),
    "taken": (
        "{path} sudah ada; pilih kunci lain atau sunting yang itu.",
        "{path} exists; take another key or edit that one.",
    ),
    "taken-item": (
        "Kunci “{key}” sudah dipakai di {path}; pilih yang lain atau sunting yang itu.",
        "The key “{key}” is used in {path}; take another or edit that one.",
    ),
    "long": ("{name}: {count} karakter; batasnya {limit}.", "{name}: {count} characters; the limit is {limit}."),
    "unfit": (
        "{name}: satu baris teks tanpa karakter kendali.",
        "{name}: one line of text without control characters.",
    ),
    "number": ("{name}: bilangan bulat {least}–{most}.", "{name}: a whole number, {least}–{most}."),
    "not-here": ("{path} bukan folder atau berkas biasa.", "{path} is not a plain folder or file."),
    "unread": (
        "Perbaiki dulu {path}: tanpa itu berkas baru tidak bisa ditambahkan.",
        "First mend {path}: nothing can be added without it.",
    ),
    "would-break": (
        "Tidak ada yang ditulis: hasilnya tidak akan lolos pemeriksaan.",
        "Nothing was written: the result would not pass the check.",
    ),
    "failed": ("Tidak ada yang ditulis: {reason}", "Nothing was written: {reason}"),
    "stopped": ("Dihentikan; tidak ada yang ditulis.", "Stopped; nothing was written."),
    # what was done
    "wrote": ("Ditulis: {path}", "Written: {path}"),
    "changed": ("Diubah: {path}", "Changed: {path}"),
    "to-fill": (
        "{count} tempat menunggu diisi: cari “[Tulis” atau “[Write”, lalu jalankan inv check.",
        "{count} places wait to be filled in: look for “[Tulis” or “[Write”, then run inv check.",
    ),
    "budget": (
        "Batas tiap teks dalam karakter; di kanannya, karakter per baris di tiap kertas:",
        "Bound of each text in characters; to its right, characters a line on each paper:",
    ),
    # reviews and issues
    "reviewed": ("Tabel, tambalan, dan gambar ada di {folder}.", "Table, patch and pictures are in {folder}."),
    "no-base": ("Tidak ada commit {base}: semua berkas dianggap lama.", "No commit {base}: every file counts as old."),
    "links-dead": ("{count} dari {total} tautan keluar mati.", "{count} of {total} external links are dead."),
    "issue-opened": ("Isu dibuka: {title}", "Issue opened: {title}"),
    "issue-renewed": ("Isu diperbarui: {title}", "Issue renewed: {title}"),
    "issue-closed": ("Isu ditutup: {title}", "Issue closed: {title}"),
    "no-host": (
        "Isu tidak bisa diurus dari sini: perintah gh belum terpasang.",
        "The issue cannot be kept from here: the command gh is not installed.",
    ),
    "host-refused": ("Isu tidak bisa diurus: gh menjawab “{reason}”.", "The issue cannot be kept: gh says “{reason}”."),
    # addresses
    "card-slug": (
        "Alamat kartu terdiri dari slug hubungan dan slug sesinya: ganti salah satunya.",
        "A card's address is made of the slugs of its relationship and its session: rename one of them.",
    ),
    "same-slug": ("Slug {reference} memang sudah “{slug}”.", "The slug of {reference} is “{slug}” already."),
    "no-words": ("{reference} belum ditulis dalam bahasa {side}.", "{reference} is not written in {side} yet."),
    "renamed": (
        "{before} → {after}; alamat lama mengantar ke yang baru.",
        "{before} → {after}; the old address leads to the new one.",
    ),
    "recorded": ("{path}: {count} alamat baru.", "{path}: {count} new addresses."),
    "none-new": ("{path}: tidak ada alamat baru.", "{path}: no new address."),
    "lost": (
        "Alamat yang pernah terbit hilang: {address}. Simpan slug lamanya di aliases, atau pakai inv rename.",
        "A published address is gone: {address}. Keep its old slug in aliases, or use inv rename.",
    ),
}


def say(key: str, language: str, /, **facts: object) -> str:
    """The line `key` in `language`, or in English for a language without messages of its own."""
    return WORDS[key][LANGUAGES.index(language if language in LANGUAGES else "en")].format(**facts)
