"""What the house makes is plain and cannot be changed; what is read is checked; pydantic is loaded for that alone."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, ClassVar

import pytest
from pydantic import ValidationError

from plugins.handbook.frozen import Field, Frozen, Root, StringConstraints

Short = Annotated[str, StringConstraints(max_length=3, strip_whitespace=True)]


class Sides(Root):
    """The same in each language."""

    root: dict[str, Short]


class Base(Frozen):
    """What all things have."""

    kind: ClassVar[str] = "thing"
    order: Annotated[int, Field(ge=1)] = Field(description="place", examples=[1])


class Thing(Base):
    """A thing."""

    title: Sides
    day: date | None = None
    others: tuple[Sides, ...] = ()
    notes: Mapping[str, str] = {}
    places: dict[str, int] = Field(default_factory=dict, exclude=True, repr=False)


class Open(Frozen):
    """A thing that may have more."""

    model_config: ClassVar[Any] = {"frozen": True, "extra": "allow"}
    __pydantic_extra__: dict[str, int]

    day: date


TREE = {"order": "2", "title": {"id": " a "}, "day": "2026-11-22", "others": [{"en": "b"}]}
THING = Thing(order=2, title=Sides({"id": "a"}), day=date(2026, 11, 22), others=(Sides({"en": "b"}),))


def test_a_plain_tree_becomes_what_code_would_make() -> None:
    """Values are typed, defaults filled in; what goes out as JSON comes back as the same."""
    assert Thing.model_validate(TREE) == THING
    assert Thing.model_validate_json(THING.model_dump_json()) == THING
    assert THING.model_dump() == {
        "order": 2, "title": {"id": "a"}, "day": date(2026, 11, 22), "others": ({"en": "b"},), "notes": {},
    }  # fmt: skip
    assert repr(THING) == (
        "Thing(order=2, title=Sides(root={'id': 'a'}), day=datetime.date(2026, 11, 22), "
        "others=(Sides(root={'en': 'b'}),), notes={})"
    )


def test_every_fault_of_a_tree_is_told_with_its_place() -> None:
    """Bounds, kinds, missing and strange fields, deep ones too."""
    with pytest.raises(ValidationError) as told:
        Thing.model_validate({"order": "0", "others": [{"id": "long"}], "x": "1"})
    assert {(each["loc"], each["type"]) for each in told.value.errors()} == {
        (("order",), "greater_than_equal"),
        (("title",), "missing"),
        (("others", 0, "id"), "string_too_long"),
        (("x",), "extra_forbidden"),
    }


def test_the_schema_says_what_the_fields_say() -> None:
    """Descriptions, bounds and docstrings are in it."""
    schema = Thing.model_json_schema()
    assert schema["description"] == "A thing."
    assert schema["required"] == ["order", "title"]
    assert schema["properties"]["order"] == {
        "description": "place", "examples": [1], "minimum": 1, "title": "Order", "type": "integer",
    }  # fmt: skip
    assert schema["$defs"]["Sides"]["additionalProperties"] == {"type": "string", "maxLength": 3}


def test_it_stays_as_it_is() -> None:
    """No field is set or taken away; a copy has other values, and shares no defaults with others."""
    with pytest.raises(AttributeError):
        THING.day = None  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del THING.day
    other = THING.model_copy(update={"day": None})
    assert (other.day, THING.day, other.title) == (None, date(2026, 11, 22), THING.title)
    assert other != THING
    assert Thing(order=1, title=Sides({})).notes is not Thing(order=1, title=Sides({})).notes


@pytest.mark.parametrize("values", [{"order": 1}, {"order": 1, "title": Sides({}), "x": 1}])
def test_code_that_makes_one_must_name_its_fields(values: dict[str, Any]) -> None:
    """Neither less nor more."""
    with pytest.raises(TypeError):
        Thing(**values)


def test_one_that_is_kept_comes_back() -> None:
    """What it has beside its fields, too."""
    more = Open.model_validate({"day": "2026-11-22", "id": "3"})
    assert (more.__pydantic_extra__, repr(more)) == ({"id": 3}, "Open(day=datetime.date(2026, 11, 22), id=3)")
    for one in (THING, more):
        assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301  # our own
    assert more != Open.model_validate({"day": "2026-11-22", "id": "4"})


def test_making_and_keeping_one_needs_no_pydantic() -> None:
    """Nor does the whole model of the handbook."""
    code = (
        "import pickle, sys\n"
        "from plugins.handbook import model\n"
        "one = model.Heading(id='a', title='A', level=2)\n"
        "assert pickle.loads(pickle.dumps(one)) == one and repr(one) == \"Heading(id='a', title='A', level=2)\"\n"
        "print('pydantic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
