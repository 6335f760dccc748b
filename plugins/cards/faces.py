"""The faces that cards are set in: the file's name, as the style sheet calls it → where it lies."""

from __future__ import annotations

from pathlib import Path

import font_manrope

FAMILY = "Manrope"
FACES = {name: Path(font_manrope.font_directory) / name for name in ("Manrope-Bold.ttf", "Manrope-Regular.ttf")}
