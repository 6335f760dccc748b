"""Short ways to the style of an element: stock asks for each property of each element by a call of its own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from weasyprint import CSS, css
from weasyprint.css import INITIAL_NOT_COMPUTED, PHYSICAL_FUNCTIONS, AnonymousStyle, ComputedStyle, StyleFor
from weasyprint.css.properties import INHERITED, INITIAL_VALUES

from plugins.cards.works.matching import Remembering, asks_for_shape
from plugins.cards.works.reading import sheet_of

FINE = (  # what nearly every element is asked for, and nearly no rule names
    "anchor counter_reset counter_set counter_increment bookmark_level string_set margin_left margin_right margin_top "
    "margin_bottom padding_left padding_right padding_top padding_bottom width min_width max_width height min_height "
    "max_height border_top_style border_right_style border_bottom_style border_left_style box_sizing overflow "
    "border_top_left_radius border_top_right_radius border_bottom_right_radius border_bottom_left_radius "
    "border_image_source mask_border_source image_orientation background_image background_color box_shadow transform "
    "bookmark_state appearance opacity outline_style outline_offset outline_color box_decoration_break"
).split()
TYPE = (  # and what every text is asked for, which it has from its parent
    "font_size white_space text_transform hyphens lang font_language_override font_family font_style font_stretch "
    "font_variant_caps font_variation_settings font_kerning font_variant_ligatures font_variant_position "
    "font_variant_numeric font_variant_alternates font_variant_east_asian font_feature_settings word_spacing "
    "letter_spacing overflow_wrap line_height font_weight direction"
).split()

OF_ELEMENTS = ("lang", "anchor")  # said by attributes, which are read anew in each document
MOST_ALIKE = 3000  # styles kept, some five kilobytes each

_AS_THEY_ARE = {
    name: value
    for name, value in INITIAL_VALUES.items()
    if name not in INITIAL_NOT_COMPUTED | {"position", "float", "display", "page"}
    and not name.startswith("text_decoration_")
}
_HANDED_DOWN = frozenset(_AS_THEY_ARE.keys() & INHERITED)
_AT_FIRST = {name: value for name, value in _AS_THEY_ARE.items() if name not in INHERITED}
_FINE = {name: _AT_FIRST[name] for name in FINE}
_TYPE = frozenset(TYPE)
_LOGICAL = {  # what a rule may call a property by the direction of writing instead: `margin_inline_start`
    name: frozenset(logical(block="ttb", inline=inline) for inline in ("ltr", "rtl"))
    for name, logical in PHYSICAL_FUNCTIONS.items()
}
_INLINE_OR_BLOCK = frozenset().union(*_LOGICAL.values())
_NOTHING: frozenset[str] = frozenset()
stock_style, stock_anonymous = ComputedStyle.__missing__, AnonymousStyle.__missing__


def style_of(style: ComputedStyle, name: str) -> Any:
    """What no rule names is set at once for all that will be asked for: sixty properties of each element."""
    cascaded = style.cascaded
    if name not in cascaded and _LOGICAL.get(name, _NOTHING).isdisjoint(cascaded):
        if name in _FINE and _INLINE_OR_BLOCK.isdisjoint(cascaded):
            fine = {**_FINE, **style}
            for named in cascaded.keys() & _FINE.keys():
                if named not in style:
                    del fine[named]
            style.update(fine)
            return style[name]
        if name in _AT_FIRST:
            value = style[name] = _AT_FIRST[name]
            return value
        if name in _HANDED_DOWN and (parent := style.parent_style) is not None:
            if name in _TYPE:
                style.update({other: parent[other] for other in _TYPE if other not in cascaded and other not in style})
                return style[name]
            value = style[name] = parent[name]
            return value
    return stock_style(style, name)


def anonymous(style: AnonymousStyle, name: str) -> Any:
    """The same for boxes without an element: lines and texts."""
    if name in _FINE:
        style.update({**_FINE, **style})
    elif name in _TYPE:
        parent = style.parent_style
        style.update({other: parent[other] for other in _TYPE if other not in style})
    else:
        return stock_anonymous(style, name)
    return style[name]


stock_computed, stock_sheets = StyleFor.set_computed_styles, css.find_stylesheets
_alike: dict[Any, ComputedStyle] = {}


def computed(
    style_for: StyleFor, element: Any, parent: Any, root: Any = None, pseudo_type: Any = None, base_url: Any = None,
    target_collector: Any = None,
) -> None:  # fmt: skip
    """An element that the same rules hit, below one that the same rules hit, has its style from the card before."""
    _stock_or_alike = (style_for, element, parent, root, pseudo_type, base_url, target_collector)
    styles = style_for.get_computed_styles()
    if style_for.font_config is None or pseudo_type or not hasattr(element, "tag") or not _is_ours(style_for):
        stock_computed(*_stock_or_alike)
        return
    above = styles.get((parent, None))
    rules = style_for.get_cascaded_styles().get((element, None), {})
    named = (
        (name, value if name in OF_ELEMENTS else id(value), weight) for name, (value, weight) in rules.items()
    )  # what has an id here is held by the style that is kept
    key = (above and id(vars(above).get("first", above)), style_for.font_config, *named)
    style = _alike.get(key)
    if style is None:
        stock_computed(*_stock_or_alike)
        if len(_alike) > MOST_ALIKE:
            _alike.clear()
        style = _alike[key] = styles[element, None]
    elif target_collector and style["anchor"]:
        target_collector.collect_anchor(style["anchor"])
    styles[element, None] = own(style)


def own(style: ComputedStyle) -> ComputedStyle:
    """A style for one document: of a table, stock hands some properties over to the box around it."""
    if "table" not in style["display"]:
        return style
    own = style.copy()
    own.first = style
    return own


def _is_ours(style_for: StyleFor) -> bool:
    """Whether all sheets are read once for many documents."""
    known = vars(style_for)
    if "is_ours" not in known:
        style_for.is_ours = all("is_kept" in vars(sheet) for sheet, _, _ in style_for._sheets)
    return bool(style_for.is_ours)


def sheets(wrapper: Any, media: str, fetcher: Any, base_url: Any, *rest: Any) -> Iterator[CSS]:
    """A sheet inside a document of ours, which has no address, is read once for all that have the same."""
    if base_url is not None:
        yield from stock_sheets(wrapper, media, fetcher, base_url, *rest)
        return
    for style in wrapper.query_all("style"):
        yield kept_sheet(style.etree_element.text, fetcher, rest[0])


@lru_cache(maxsize=64)
def kept_sheet(text: str, fetcher: Any, faces: Any) -> CSS:
    """A style sheet, read once for all that is set in it."""
    sheet = sheet_of(text, fetcher, faces)
    sheet.is_kept = True
    if asks_for_shape(text):
        sheet.matcher = Remembering(sheet.matcher, vars(sheet).get("selectors", text))
    return sheet
