"""Input types made from the Structs of commands, and Structs made from such inputs."""

import types
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import Enum
from functools import partial
from inspect import getdoc
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import msgspec
import strawberry

from quorate_events.meetings.values import Part
from quorate_graphql.mutations.words import in_words_of_the_api, words_for

S = TypeVar("S", bound=msgspec.Struct)

MADE_HERE: Mapping[type[msgspec.Struct], frozenset[str]] = {Part: frozenset({"part_id"})}
"""Ids that Quorate makes and callers never give: one that is taken would tell of a part hidden from them."""

_PLAIN = (str, int, bool, float, UUID, date, datetime)


class Inputs:
    """Makes each Struct's input type once, so that nested ones are shared within a schema.

    ``optional`` names fields that may be left out although the Struct requires them, ``without`` those that
    callers never give.
    """

    def __init__(self) -> None:
        self._made: dict[type[msgspec.Struct], type] = {}

    def of(
        self,
        struct: type[msgspec.Struct],
        optional: frozenset[str] = frozenset(),
        without: frozenset[str] = frozenset(),
    ) -> type:
        """Return the input type of ``struct``."""
        made = self._made.get(struct)
        if made is None:
            made = self._made[struct] = self._make(struct, optional, without)
        return made

    def _make(self, struct: type[msgspec.Struct], optional: frozenset[str], without: frozenset[str]) -> type:
        hints = get_type_hints(struct)
        namespace: dict[str, Any] = {"__annotations__": {}, "__doc__": getdoc(struct)}
        # Python wants fields without a default first; the schema shows them in the same order.
        given = (each for each in msgspec.structs.fields(struct) if each.name not in without)
        for field in sorted(given, key=lambda each: _has_default(each, optional)):
            annotation = self._annotation(hints[field.name])
            words = words_for(struct.__name__, field.name)
            if field.name in optional:
                annotation = Union[annotation, None]  # noqa: UP007 - made at run time
                words += " The viewer's own where it is left out."
            namespace["__annotations__"][field.name] = annotation
            namespace[field.name] = strawberry.field(description=words, **_default(field, optional))
        made = type(f"{struct.__name__}Input", (), namespace)
        return strawberry.input(made, description=in_words_of_the_api(getdoc(struct) or ""))

    def _annotation(self, hint: Any) -> Any:
        origin = get_origin(hint)
        if origin is Annotated:
            return self._annotation(get_args(hint)[0])
        if origin in (Union, types.UnionType):
            members = tuple(self._annotation(each) for each in get_args(hint))
            return Union[members]  # noqa: UP007 - made at run time
        if origin in (tuple, frozenset):
            return list[self._annotation(get_args(hint)[0])]  # type: ignore[misc] # made at run time
        if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
            return self.of(hint, without=MADE_HERE.get(hint, frozenset()))
        return hint


def struct_of(struct: type[S], value: object, filled: Mapping[str, object] | None = None) -> S:
    """Make ``struct`` from an input value; ``filled`` gives fields that were left out."""
    hints = get_type_hints(struct)
    given: dict[str, Any] = {}
    for name in struct.__struct_fields__:
        content = getattr(value, name, None)
        if content is None and filled and name in filled:
            content = filled[name]
        given[name] = _converted(hints[name], content)
    return struct(**given)


def _converted(hint: Any, content: Any) -> Any:
    if content is None or isinstance(content, (*_PLAIN, Enum, msgspec.Struct)):
        return content
    if isinstance(content, list):
        element = get_args(hint)[0]
        kind = frozenset if get_origin(hint) is frozenset else tuple
        return kind(_converted(element, each) for each in content)
    return struct_of(_struct_in(hint), content)


def _struct_in(hint: Any) -> type[msgspec.Struct]:
    for each in (hint, *get_args(hint)):
        if isinstance(each, type) and issubclass(each, msgspec.Struct):
            return each
    raise TypeError(f"no Struct in {hint!r}")


def _has_default(field: msgspec.structs.FieldInfo, optional: frozenset[str]) -> bool:
    return field.name in optional or not field.required


def _default(field: msgspec.structs.FieldInfo, optional: frozenset[str]) -> dict[str, Any]:
    if field.required:
        return {"default": None} if field.name in optional else {}
    if isinstance(field.default, tuple):
        factory: Callable[[], list[Any]] = partial(list, field.default)
        return {"default_factory": factory}
    return {"default": field.default}
