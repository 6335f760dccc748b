"""The part of SARIF 2.1.0 that the check writes, as a JSON Schema after the OASIS standard (sections 3.13 to 3.57).

Written for this test and narrower than the standard: a property that we do not write is refused.
"""

from __future__ import annotations

from typing import Any


def _object(required: tuple[str, ...], **properties: object) -> dict[str, Any]:
    return {"type": "object", "required": [*required], "properties": properties, "additionalProperties": False}


def _list(items: object) -> dict[str, Any]:
    return {"type": "array", "items": items}


COUNT = {"type": "integer", "minimum": 1}
WORDS = {"type": "string", "minLength": 1}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
MESSAGE = _object(("text",), text=WORDS)
ARTIFACT = _object(("uri",), uri={"type": "string", "pattern": r"^[A-Za-z0-9._~!$&'()*+,;=:@/%-]+$"})
REGION = _object(("startLine", "startColumn", "endColumn"), startLine=COUNT, startColumn=COUNT, endColumn=COUNT)
REPLACEMENT = _object(
    ("deletedRegion",), deletedRegion=REGION, insertedContent=_object(("text",), text={"type": "string"})
)
FIX = _object(
    ("artifactChanges",),
    artifactChanges={
        "minItems": 1,
        **_list(
            _object(
                ("artifactLocation", "replacements"),
                artifactLocation=ARTIFACT,
                replacements={"minItems": 1, **_list(REPLACEMENT)},
            )
        ),
    },
)
RULE = _object(
    ("id",), id=WORDS, shortDescription=MESSAGE, help=MESSAGE, defaultConfiguration=_object(("level",), level=LEVEL)
)
RESULT = _object(
    ("message", "ruleId"),
    ruleId=WORDS,
    ruleIndex={"type": "integer", "minimum": 0},
    level=LEVEL,
    message=MESSAGE,
    locations=_list(
        _object(
            ("physicalLocation",),
            physicalLocation=_object(("artifactLocation", "region"), artifactLocation=ARTIFACT, region=REGION),
        )
    ),
    fixes=_list(FIX),
)
RUN = _object(
    ("tool", "results"),
    tool=_object(("driver",), driver=_object(("name",), name=WORDS, rules={"uniqueItems": True, **_list(RULE)})),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    results=_list(RESULT),
)
SCHEMA = _object(
    ("version", "runs"),
    **{"$schema": {"type": "string", "format": "uri"}, "version": {"const": "2.1.0"}, "runs": _list(RUN)},
)
