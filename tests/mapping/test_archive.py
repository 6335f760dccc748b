"""Our zips are the ones that Python's own writer makes of the same members."""

from __future__ import annotations

import io
import zipfile

from plugins.mapping.archive import LEVEL, pack, unzipped, zipped

MEMBERS = {"a/index.html": b"<p>halaman</p>" * 500, "a/kartu.pdf": b"%PDF-1.7", "a/kosong.js": b""}


def test_zips_are_as_python_writes_them() -> None:
    """Byte for byte: names, times, sizes, checksums and what is compressed, with each member packed beforehand."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", compresslevel=LEVEL) as archive:
        for name, content in MEMBERS.items():
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.create_system, member.external_attr = 3, 0o644 << 16
            archive.writestr(member, content, zipfile.ZIP_STORED if name.endswith(".pdf") else zipfile.ZIP_DEFLATED)
    packed = [(name, pack(content, compress=not name.endswith(".pdf"))) for name, content in MEMBERS.items()]
    assert zipped(packed) == written.getvalue()


def test_members_come_out_as_they_went_in() -> None:
    """What a zip holds is taken out packed, so that the next zip can hold it without packing it again."""
    packed = {name: pack(content, compress=not name.endswith(".pdf")) for name, content in MEMBERS.items()}
    assert unzipped(zipped(packed.items())) == packed
