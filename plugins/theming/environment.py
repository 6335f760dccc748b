"""One strict, autoescaping Jinja environment a language, with its interface words and formats built in."""

from __future__ import annotations

from functools import lru_cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from plugins.theming import formats
from plugins.theming.interface import catalogue_path, interface


def environment(theme: Path, language: str) -> Environment:
    """The environment that draws pages and cards in `language`; raises OSError when its interface words are missing.

    Templates see `_()`, `ngettext()`, `language`, and the filters of `formats`: `long_date`, `month`, `number` …
    """
    return _environment(theme, language, catalogue_path(theme, language).stat().st_mtime_ns)


@lru_cache(maxsize=16)
def _environment(theme: Path, language: str, _stamp: int) -> Environment:
    env = Environment(
        loader=FileSystemLoader(theme / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"],
    )
    env.install_gettext_translations(interface(theme, language), newstyle=True)  # type: ignore[attr-defined]
    env.globals["language"] = language
    for name in ("long_date", "month", "number", "percent", "kilobytes"):
        env.filters[name] = partial(getattr(formats, name), language=language)
    return env
