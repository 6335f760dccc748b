"""One strict, autoescaping Jinja environment a language, with its interface words and formats built in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, lru_cache, partial
from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from plugins.handbook.memory import Memory, load
from plugins.theming import formats
from plugins.theming.interface import CATALOGUES, catalogue_path, interface


class Compiled(BytecodeCache):
    """Compiled templates by name and source: each language asks for the same ones, and so does the next build.

    What is compiled of interface words is kept beside them, and dates as they are written.
    """

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], bytes] = {}

    @contextmanager
    def kept(self, file: Path, sign: str) -> Iterator[None]:
        """Begin with what `file` has of earlier builds with the same `sign`: that of the code; leave it all there."""
        memory = load(file, sign)
        if memory.knows("code", ""):
            self._code = {**memory.recall("code", "", dict), **self._code}
            CATALOGUES.update({**memory.recall("words", "", dict), **CATALOGUES})
            formats.DATES.update(memory.recall("dates", "", dict))
        before = set(self._code), CATALOGUES.copy(), set(formats.DATES)
        yield
        if before != (set(self._code), CATALOGUES, set(formats.DATES)):
            memory = Memory()
            memory.recall("code", "", self._code.copy)
            memory.recall("words", "", CATALOGUES.copy)
            memory.recall("dates", "", formats.DATES.copy)
            memory.save(file, sign)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill `bucket` when its template was compiled before."""
        if (code := self._code.get((bucket.key, bucket.checksum))) is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled; an older version of the same template goes."""
        for old in [each for each in self._code if each[0] == bucket.key]:
            del self._code[old]
        self._code[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


COMPILED = Compiled()


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
        optimized=False,  # what is compiled once serves every language: no filter may run while a template is compiled
        bytecode_cache=COMPILED,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"],
    )
    env.install_gettext_translations(interface(theme, language), newstyle=True)  # type: ignore[attr-defined]
    env.globals["_"] = _saying(interface(theme, language).gettext)
    env.globals["language"] = language
    env.policies["json.dumps_kwargs"] = {"sort_keys": True, "separators": (",", ":")}
    for name in ("long_date", "month", "number", "percent", "kilobytes"):
        env.filters[name] = partial(getattr(formats, name), language=language)
    return env


def _saying(gettext: Callable[[str], str]) -> Callable[..., Markup]:
    """The function `_` of templates: what Jinja's own gives, without asking for the context of each of its calls."""
    whole = cache(lambda text: Markup(gettext(text)) % {})  # noqa: S704  # our own words

    def say(text: str, **facts: object) -> Markup:
        return Markup(gettext(text)) % facts if facts else whole(text)  # noqa: S704  # as above

    return say
