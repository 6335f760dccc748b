"""A layout that goes when its document goes; stock's holds itself, and waits for the collector of garbage.

A card leaves fifteen hundred things in that circle, and to find them took a fortieth of its time.
"""

from __future__ import annotations

from typing import Any
from weakref import proxy

from weasyprint.document import Document

stock_context: Any = Document._build_layout_context


def context_of(html: Any, *rest: Any) -> Any:
    """The context of a layout, which its document holds; what pictures in it are asked for does not hold it too."""
    html.context = stock_context(html, *rest)
    html.context.get_image_from_uri.keywords["context"] = proxy(html.context)
    return html.context
