"""What `inv status`, `inv diff` and `inv sync` say: message key and facts → words in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

LANGUAGES = ("id", "en")

WORDS: Mapping[str, tuple[str, str]] = {
    # status
    "in-step": ("Bahasa {language}: tidak ada yang tertinggal.", "{language}: nothing lags behind."),
    "behind": ("Bahasa {language}: {counts}", "{language}: {counts}"),
    "page": ("  {page} · {counts}", "  {page} · {counts}"),
    "unwritten": ("belum ditulis", "not written yet"),
    "unit": ("    {unit}  {state}", "    {unit}  {state}"),
    "newer": ("bahasa {language} lebih baru", "{language} newer"),
    "both": ("semuanya berubah", "all sides changed"),
    "both-of-two": ("keduanya berubah", "both changed"),
    "missing": ("belum ada di bahasa {language}", "missing in {language}"),
    "new": ("belum pernah dicocokkan", "never compared"),
    "same": ("sejalan", "in step"),
    "never": ("Belum pernah dicocokkan ({count}):", "Never compared ({count}):"),
    "removed": ("Ada di kunci, tidak ada lagi di isi ({count}):", "In the lock, no longer in the content ({count}):"),
    "unread": ("Tidak bisa dibaca ({count}); jalankan inv check:", "Cannot be read ({count}); run inv check:"),
    "next": (
        "Lihat perubahannya: inv diff KUNCI · setelah dicocokkan: inv sync KUNCI",
        "See what changed: inv diff KEY · once it is compared: inv sync KEY",
    ),
    "and": (" dan ", " and "),
    # diff
    "head": ("{unit} · {state}", "{unit} · {state}"),
    "changed-since": (
        "  {language} ({path}), berubah sejak terakhir dicocokkan ({day}, {commit}):",
        "  {language} ({path}), changed since it was last compared ({day}, {commit}):",
    ),
    "changed-unknown": (
        "  {language} ({path}), berubah; naskah yang terakhir dicocokkan tidak ditemukan. Naskah sekarang:",
        "  {language} ({path}), changed; the text that was last compared was not found. The text now:",
    ),
    "as-it-is": ("  {language} ({path}), naskah sekarang:", "  {language} ({path}), the text now:"),
    "no-side": ("  {language}: belum ada.", "  {language}: not there yet."),
    "no-history": (
        "Tidak ada riwayat git di sini, jadi naskah lama tidak bisa ditampilkan. Bandingkan kedua sisi apa adanya.",
        "There is no git history here, so the earlier text cannot be shown. Compare the sides as they are.",
    ),
    "nothing-to-compare": ("{key}: sejalan, tidak ada yang perlu dibandingkan.", "{key}: in step, nothing to compare."),
    # sync
    "synced": ("{path}: {counts}.", "{path}: {counts}."),
    "stamped": ("{count} dicap", "{count} stamped"),
    "dropped": ("{count} dihapus", "{count} dropped"),
    "untouched": ("{path}: sudah sesuai, tidak ada yang diubah.", "{path}: nothing to change."),
    "waits": (
        "Menunggu terjemahan, jadi tidak dicap: {units}",
        "Not stamped, still waiting for a translation: {units}",
    ),
    "fault": (
        "{path}:{line}: baris ini tidak bisa dibaca atau mengulang kunci. Hapus barisnya, lalu periksa dan cap ulang: "
        "inv diff KUNCI, inv sync KUNCI",
        "{path}:{line}: this line cannot be read, or repeats a key. Delete it, then compare and stamp again: "
        "inv diff KEY, inv sync KEY",
    ),
    "unreadable": (
        "Ada berkas yang tidak bisa dibaca; jalankan inv check dulu: {references}",
        "Some files cannot be read; run inv check first: {references}",
    ),
    "unsaved": ("{path}: tidak bisa ditulis: {reason}", "{path}: cannot be written: {reason}"),
    # everywhere
    "unknown-key": ("Tidak ada kunci {key}.", "There is no key {key}."),
    "did-you-mean": ("Maksudnya {key}?", "Did you mean {key}?"),
    "unknown-language": ("Bahasa {asked} tidak ada; pilihan: {choices}.", "No language {asked}; one of: {choices}."),
    # release
    "refused": (
        "Rilis ditolak: {count} belum dicocokkan antarbahasa; batasnya {limit} (RELEASE_STALE di pelicanconf.py). "
        "Daftarnya: inv status",
        "Release refused: {count} not compared between the languages; the limit is {limit} (RELEASE_STALE in "
        "pelicanconf.py). The list: inv status",
    ),
}

NOUNS: Mapping[str, tuple[str, str, str]] = {  # Indonesian, English for one, English for several
    "unit": ("bagian", "unit", "units"),
    "word": ("kata", "word", "words"),
    "day": ("hari", "day", "days"),
}

NAMES: Mapping[str, tuple[str, str]] = {"id": ("Indonesia", "Indonesian"), "en": ("Inggris", "English")}


def say(key: str, language: str, /, **facts: object) -> str:
    """The line `key` in `language`, with its facts filled in."""
    return WORDS[key][LANGUAGES.index(language)].format(**facts)


def counted(count: int, noun: str, language: str) -> str:
    """`1.234 kata`, `1 word`."""
    shown = f"{count:,}"
    indonesian, one, several = NOUNS[noun]
    if language == "id":
        return f"{shown.replace(',', '.')} {indonesian}"
    return f"{shown} {one if count == 1 else several}"


def name(code: str, language: str) -> str:
    """What a language of the content is called; one without a name here goes by its code."""
    return NAMES[code][LANGUAGES.index(language)] if code in NAMES else code


def names(codes: tuple[str, ...], language: str) -> str:
    """`Indonesia dan Inggris`."""
    return say("and", language).join(name(code, language) for code in codes)
