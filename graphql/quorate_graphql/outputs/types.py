"""Makes the output type of a Struct: every field with its description, and a name beside every id.

A view's answer is shown as it is: the resolver returns the Struct, and Strawberry reads its attributes.
"""

from collections.abc import Callable, Sequence
from functools import cache
from inspect import getdoc
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import msgspec
import strawberry

from quorate_graphql import enums  # noqa: F401 - declares the enums before any type uses them
from quorate_graphql.context import Info
from quorate_graphql.mutations.words import in_words_of_the_api
from quorate_graphql.outputs.erased import ErasableName
from quorate_graphql.outputs.words import words_for
from quorate_projections.directory.entries import Agency, Child, Practitioner

_NAMED: dict[str, tuple[str, type[msgspec.Struct], str, str]] = {
    "agency_id": ("agency", Agency, "agencies", "The agency by name."),
    "convening_agency_id": ("convening_agency", Agency, "agencies", "The agency that convened it, by name."),
    "practitioner_id": ("practitioner", Practitioner, "practitioners", "The person by name."),
    "chair_before_id": ("chair_before", Practitioner, "practitioners", "Who chaired before, by name."),
    "chair_id": ("chair", Practitioner, "practitioners", "Who chairs it, by name."),
    "child_id": ("child", Child, "children", "The child by name."),
    "child_ids": ("children", Child, "children", "The children by name."),
    "agency_ids": ("agencies", Agency, "agencies", "The agencies by name."),
}
"""By the field with an id: the field beside it, its type, its shelf in the name book, its description."""

_ERASABLE: dict[type[msgspec.Struct], type] = {Practitioner: ErasableName, Child: ErasableName}
"""What the types of people inherit."""

_KEYS = {Agency: "agency_id", Practitioner: "practitioner_id", Child: "child_id"}


@cache
def output_of(
    struct: type[msgspec.Struct],
    name: str | None = None,
    flat: tuple[str, ...] = (),
    without: tuple[str, ...] = (),
    base: type | None = None,
) -> Any:
    """Return the output type of ``struct``, called ``name`` or as the Struct is.

    The fields of the Structs named in ``flat`` (``record``, ``record.standing``) are shown as its own;
    those that ``without`` names in the same way are not shown; ``base`` is what the type inherits.
    """
    called = name or struct.__name__
    namespace: dict[str, Any] = {"__annotations__": {}, "__doc__": getdoc(struct)}
    _add_fields(namespace, struct, (), called, flat, without)
    made = type(called, (base or _ERASABLE.get(struct, object),), namespace)
    return strawberry.type(made, description=in_words_of_the_api(getdoc(struct) or ""))


def _add_fields(
    namespace: dict[str, Any],
    struct: type[msgspec.Struct],
    path: tuple[str, ...],
    called: str,
    flat: Sequence[str],
    without: Sequence[str],
) -> None:
    hints = get_type_hints(struct)
    for each in struct.__struct_fields__:
        hint, place = hints[each], (*path, each)
        if ".".join(place) in without:
            continue
        if ".".join(place) in flat:
            _add_fields(namespace, hint, place, called, flat, without)
            continue
        shown, keyed = _shown(hint)
        words = words_for(called, each)
        if path or keyed:
            resolver = _value(place, keyed)
            namespace[each] = strawberry.field(resolver=resolver, description=words, graphql_type=shown)
        else:
            namespace["__annotations__"][each] = shown
            namespace[each] = strawberry.field(description=words)
        if each in _NAMED and _KEYS.get(struct) != each and _NAMED[each][0] not in hints:
            beside, entry, shelf, sentence = _NAMED[each]
            type_ = list[output_of(entry)] if each.endswith("_ids") else output_of(entry) | None  # type: ignore[misc]
            namespace[beside] = strawberry.field(
                resolver=_name(place, shelf), description=sentence, graphql_type=type_
            )


def _shown(hint: Any) -> tuple[Any, bool]:
    """Return the type as the schema shows it, and whether a dictionary is shown by its values."""
    origin, given = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _shown(given[0])
    if origin in (Union, UnionType):
        (inner,) = (each for each in given if each is not type(None))
        return _shown(inner)[0] | None, False
    if origin is tuple:
        return list[_shown(given[0])[0]], False  # type: ignore[misc]
    if origin is dict:
        return list[_shown(given[1])[0]], True  # type: ignore[misc]
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return output_of(hint), False
    return hint, False


def _value(path: tuple[str, ...], keyed: bool) -> Callable[..., Any]:
    def value(root: Any) -> Any:
        for name in path:
            root = getattr(root, name)
        return list(root.values()) if keyed else root

    return value


def _name(path: tuple[str, ...], shelf: str) -> Callable[..., Any]:
    find = _value(path, keyed=False)

    def named(root: Any, info: Info) -> Any:
        known: dict[UUID, Any] = getattr(info.context.names, shelf)
        wanted = find(root)
        if isinstance(wanted, tuple):
            return [known[each] for each in wanted if each in known]
        return known.get(wanted)

    return named
