"""The written pages → `_headers`: a policy that lets nothing in but our own files and style sheets, and cache rules."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from urllib.parse import urlsplit

from plugins.handbook.site import Site

STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)
NOT_ALLOWED = "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()"


def style_hashes(documents: Iterable[bytes]) -> tuple[str, ...]:
    """What the policy must allow: the hash of each style sheet that stands inside a page or a picture."""
    sheets = {sheet for document in documents for sheet in STYLE.findall(document)}
    return tuple(sorted(hash_of(sheet) for sheet in sheets))


def hash_of(text: bytes) -> str:
    """How a policy names a text that it allows inside a page."""
    return f"'sha256-{b64encode(sha256(text).digest()).decode()}'"


def policy(styles: tuple[str, ...], script: str) -> str:
    """The Content-Security-Policy; `script` is the one that stands inside pages. JSON-LD is data: it needs no leave."""
    rules = {
        "default-src": "'none'",
        "script-src": f"'self' {hash_of(script.encode())}",
        "style-src": " ".join(styles) or "'none'",
        "img-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{rule} {value}" for rule, value in rules.items())


def headers(site: Site, styles: tuple[str, ...], script: str) -> str:
    """`_headers` as Netlify, Cloudflare Pages and others read it."""
    root = urlsplit(site.url).path
    rules = {
        "/*": (
            f"Content-Security-Policy: {policy(styles, script)}",
            "X-Content-Type-Options: nosniff",
            "Referrer-Policy: strict-origin-when-cross-origin",
            "Cross-Origin-Opener-Policy: same-origin",
            f"Permissions-Policy: {NOT_ALLOWED}",
        ),
        "/static/*": ("Cache-Control: public, max-age=3600, stale-while-revalidate=86400",),
        "/api/*": ("Access-Control-Allow-Origin: *", "Cache-Control: public, max-age=3600"),
        "/worker.js": ("Cache-Control: no-cache",),
    }
    blocks = ("\n".join((f"{root}{path}", *(f"  {line}" for line in lines))) for path, lines in rules.items())
    return "\n".join(blocks) + "\n"
