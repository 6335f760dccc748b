"""Files that stay as they are in every example of a property → what they give to a survey, found out once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from functools import cache
from unittest.mock import patch

from plugins.reading.fields import Setting
from plugins.reading.files import File
from plugins.reading.places import Spot
from plugins.reading.survey import Survey

PARTS = tuple(each.name for each in fields(Survey) if each.name != "setting")
TAKE = Survey.take


@contextmanager
def remembered(fixed: Iterable[File]) -> Iterator[None]:
    """Within, a survey reads each of the files `fixed` once for each setting; all others as ever."""
    known = {file.path: file for file in fixed}

    def taken(survey: Survey, file: File, spot: Spot) -> None:
        if file is not known.get(file.path):
            TAKE(survey, file, spot)
            return
        part = _alone(file, spot, survey.setting)
        for name in PARTS:
            mine, theirs = getattr(survey, name), getattr(part, name)
            if isinstance(mine, list):
                mine += theirs
            else:
                mine |= theirs

    with patch.object(Survey, "take", taken):
        yield


@cache
def _alone(file: File, spot: Spot, setting: Setting) -> Survey:
    part = Survey(setting)
    TAKE(part, file, spot)
    return part
