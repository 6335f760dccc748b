"""A class of named fields → one that cannot be changed, and that pydantic checks and writes as JSON when it is asked.

What the house makes itself is believed: it costs no more than a plain object. What was read from a file goes through
`model_validate`. Loading pydantic and building what it checks with takes longer than most builds need for the rest; so
that is done for whoever calls one of the methods that need it, and not before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, reduce
from operator import or_
from types import UnionType, new_class
from typing import (
    Annotated,
    Any,
    ClassVar,
    Literal,
    Self,
    Union,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
)

NOTHING: Any = object()


class Told:
    """What is told of a field beside its type, as pydantic's function or class of that name takes it."""

    def __init__(self, name: str, default: Any, factory: Callable[[], Any] | None, facts: Mapping[str, Any]) -> None:
        self.name, self.default, self.factory, self.facts = name, default, factory, facts

    def told(self) -> Any:
        """The same, told to pydantic."""
        import pydantic

        own = {} if self.default is NOTHING else {"default": self.default}
        own |= {"default_factory": self.factory} if self.factory else {}
        return getattr(pydantic, self.name)(**own, **self.facts)


def Field(  # noqa: N802  # named as pydantic names them
    *, default: Any = NOTHING, default_factory: Callable[[], Any] | None = None, **facts: Any
) -> Any:
    """A field's default, description, examples and bounds."""
    return Told("Field", default, default_factory, facts)


def StringConstraints(**facts: Any) -> Any:  # noqa: N802
    """The bounds of a text."""
    return Told("StringConstraints", NOTHING, None, facts)


def _is_field(name: str, hint: str) -> bool:
    return not name.startswith("__") and not str(hint).startswith("ClassVar")


def _has_default(told: Told) -> bool:
    return told.factory is not None or told.default is not NOTHING


def _filled(fields: Mapping[str, Told], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values in the order of the fields, defaults where there are none."""
    found: dict[str, Any] = {}
    for name, told in fields.items():
        if name in values:
            found[name] = values[name]
        elif told.factory is not None:
            found[name] = told.factory()
        elif told.default is not NOTHING:
            found[name] = told.default.copy() if isinstance(told.default, dict) else told.default
    return found


class Plain:
    """What both kinds below have in common."""

    __slots__ = ("__dict__", "__pydantic_extra__", "__pydantic_fields_set__", "__pydantic_private__")
    model_config: ClassVar[Any] = {"frozen": True, "extra": "forbid"}
    model_fields: ClassVar[Mapping[str, Told]] = {}

    def __init_subclass__(cls) -> None:
        hints = cls.__annotations__
        given = {name: cls.__dict__.get(name, NOTHING) for name, hint in hints.items() if _is_field(name, hint)}
        told = {name: each if isinstance(each, Told) else Told("Field", each, None, {}) for name, each in given.items()}
        for name in given.keys() & cls.__dict__.keys():
            delattr(cls, name)
        cls.model_fields = {**cls.model_fields, **told}

    def __init__(self, **values: Any) -> None:
        missing = [name for name, told in self.model_fields.items() if name not in values and not _has_default(told)]
        if missing or not values.keys() <= self.model_fields.keys():
            raise TypeError(
                f"{type(self).__name__}: {missing} are missing of {list(self.model_fields)}: {list(values)}"
            )
        self.__dict__.update(_filled(self.model_fields, values))

    @classmethod
    def model_construct(cls, **values: Any) -> Self:
        """One of these values, and nothing asked."""
        self = cls.__new__(cls)
        self.__dict__.update(_filled(cls.model_fields, values))
        return self

    def model_copy(self, *, update: Mapping[str, Any] | None = None) -> Self:
        """The same with other values."""
        copy = type(self).__new__(type(self))
        copy.__setstate__(self.__getstate__())
        copy.__dict__.update(update or {})
        return copy

    @classmethod
    def model_validate(cls, value: Any) -> Self:
        """The plain tree as one of these; `pydantic.ValidationError` tells all that is wrong with it."""
        return _judge(cls).validate_python(value)  # type: ignore[no-any-return]

    @classmethod
    def model_validate_json(cls, text: str | bytes) -> Self:
        """The same from JSON."""
        return _judge(cls).validate_json(text)  # type: ignore[no-any-return]

    def model_dump(self, **how: Any) -> Any:
        """All values, those inside others too, as a plain tree."""
        return _judge(type(self)).dump_python(self, **how)

    def model_dump_json(self, **how: Any) -> str:
        """The same as JSON."""
        return _judge(type(self)).dump_json(self, **how).decode()  # type: ignore[no-any-return]

    @classmethod
    def model_json_schema(cls, **how: Any) -> dict[str, Any]:
        """The schema of that JSON."""
        return _judge(cls).json_schema(**how)  # type: ignore[no-any-return]

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, handler: Any) -> Any:
        twin: Any = cls
        schema = handler(_twin(twin))
        handler.resolve_ref_schema(schema)["cls"] = cls
        return schema

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        mine, theirs = self.__dict__, other.__dict__
        return all(mine.get(name) == theirs.get(name) for name in self.model_fields) and _extra(self) == _extra(other)

    def __hash__(self) -> int:
        return hash((type(self), *(self.__dict__.get(name) for name in self.model_fields)))

    def __repr__(self) -> str:
        shown = [name for name, told in self.model_fields.items() if told.facts.get("repr", True)]
        parts = [*((name, getattr(self, name)) for name in shown), *_extra(self).items()]
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in parts)})"

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} is frozen")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} is frozen")

    def __getstate__(self) -> dict[str, Any]:
        """What is kept of it in a file."""
        return {"__dict__": self.__dict__.copy(), **({"__pydantic_extra__": extra} if (extra := _extra(self)) else {})}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        for name, value in state.items():
            object.__setattr__(self, name, value)


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(Field,))
class Frozen(Plain):
    """Something that cannot be changed after it was made and knows no field but its own."""


class Root(Plain):
    """One value alone, under a name of its own; subclasses say of what kind `root` is."""

    model_config: ClassVar[Any] = {"frozen": True}
    root: Any

    def __init__(self, root: Any) -> None:
        super().__init__(root=root)


def _extra(one: Plain) -> dict[str, Any]:
    return getattr(one, "__pydantic_extra__", None) or {}


def _judge(kind: Any) -> Any:
    return _judges(kind)


@cache
def _judges(kind: Any) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


@cache
def _twin(kind: Any) -> Any:
    """The same class as pydantic has it: of this the schema is made, never an object."""
    import pydantic

    hints = get_type_hints(kind, include_extras=True)
    asked = {name: _told(hints[name]) for name in (*kind.model_fields, "__pydantic_extra__") if name in hints}
    own: dict[str, Any] = {"__module__": kind.__module__, "__qualname__": kind.__qualname__, "__doc__": kind.__doc__}
    own["model_config"] = {**kind.model_config, "defer_build": True}
    if issubclass(kind, Root):
        base: Any = pydantic.RootModel.__class_getitem__(asked["root"])
    else:
        base = pydantic.BaseModel
        own |= {name: told.told() for name, told in kind.model_fields.items()} | {"__annotations__": asked}
    return new_class(kind.__name__, (base,), exec_body=lambda space: space.update(own))


def _told(hint: Any) -> Any:
    """A type with what is told of it, told to pydantic."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        first, *rest = inner
        return Annotated[(_told(first), *(each.told() if isinstance(each, Told) else each for each in rest))]
    if origin is None or origin is Literal:
        return hint
    parts = tuple(_told(each) for each in inner)
    return reduce(or_, parts) if origin in (Union, UnionType) else origin[parts]
