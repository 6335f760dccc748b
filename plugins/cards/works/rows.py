"""Short ways from the rules that hit an element to its style, where elements and sheets are ours.

Stock weighs every declaration of every rule for each element of each document.
"""

from __future__ import annotations

import math
from typing import Any
from xml.etree.ElementTree import Element as Alone

from weasyprint import css
from weasyprint.css import ComputedStyle, StyleFor

from plugins.cards.works.matching import Element, Remembering
from plugins.cards.works.styles import MOST_ALIKE, own

SVG = "{http://www.w3.org/2000/svg}svg"

stock_styled = StyleFor.__init__
_of_rows: dict[Any, tuple[ComputedStyle, list[Any]]] = {}


def styled(style_for: StyleFor, html: Any, sheets: Any, hints: bool, config: Any, collector: Any) -> None:
    """Elements that the same rows of rules hit have the same style, without a look at each rule."""
    root = html.wrapper_element
    is_ours = type(root) is Element and all(type(sheet.matcher) is Remembering for sheet, _, _ in sheets)
    if not is_ours or hints or config is None or any(map(_speaks, root.etree_element.iter())):
        stock_styled(style_for, html, sheets, hints, config, collector)
        return
    styles: dict[Any, Any] = {}
    ground = (config, tuple(origin for _, origin, _ in sheets))
    style_for._cascaded_styles, style_for._computed_styles = {}, styles
    style_for.initial_page_sizes = {"box": None, "area": None}
    style_for._sheets, style_for.font_config = sheets, config
    for wrapper in root.iter_subtree():
        element, parent = wrapper.etree_element, wrapper.parent and wrapper.parent.etree_element
        above = styles.get((parent, None))
        rows = [sheet.matcher.match(wrapper) for sheet, _, _ in sheets]
        said = element.get("lang"), element.get("id")
        key = (above and id(vars(above).get("first", above)), ground, *said, *map(id, rows))
        known = _of_rows.get(key)
        if known is None:
            _cascade(style_for, element, rows)
            style_for.set_computed_styles(element, parent, root.etree_element, None, html.base_url, collector)
            if len(_of_rows) > MOST_ALIKE:
                _of_rows.clear()
            first = vars(styles[element, None]).get("first", styles[element, None])
            _of_rows[key] = (first, rows)  # what has its id in the key lives as long
        else:
            if said[1] and collector:
                collector.collect_anchor(known[0]["anchor"])
            styles[element, None] = own(known[0])
    style_for._cascaded_styles.clear()


def _speaks(element: Any) -> bool:
    """Whether an attribute of an element says more of its style than language and anchor."""
    said = element.attrib
    if element.tag == SVG and ("width" in said or "height" in said):
        return True
    return "style" in said or (element.tag == "a" and "name" in said)


def _cascade(style_for: StyleFor, element: Any, rows: list[Any]) -> None:
    """Weigh the rules that hit an element as stock does."""
    rules = style_for.get_cascaded_styles().setdefault((element, None), {})
    for weight, _, declarations, base in css.find_style_attributes(Alone(element.tag, element.attrib)):
        for name, value, importance in css.preprocess_declarations(base, declarations):
            rules[name] = value, (css.declaration_precedence("author", importance), math.inf, weight)
    for (_, origin, _), row in zip(style_for._sheets, rows, strict=True):
        for weight, _, _, (declarations, _) in row:
            for name, value, importance in declarations:
                whole = (css.declaration_precedence(origin, importance), math.inf, weight)
                if name not in rules or rules[name][1] <= whole:
                    rules[name] = value, whole
