"""Bounds the variables of a request before they are coerced: every value in a list costs time."""

from collections.abc import Mapping
from typing import Any

from quorate_graphql.limits.limits import Limits, TooManyValues, VariablesTooDeep


def check_variables(variables: Mapping[str, Any] | None, limits: Limits) -> None:
    """Raise ``TooManyValues`` or ``VariablesTooDeep``. Looks at no more values than are allowed."""
    counted = 0
    waiting: list[tuple[object, int]] = [(variables or {}, 0)]
    while waiting:
        value, depth = waiting.pop()
        if isinstance(value, Mapping):
            inside = list(value.values())
        elif isinstance(value, list):
            inside = value
        else:
            continue
        counted += len(inside)
        if counted > limits.values:
            raise TooManyValues(limits.values)
        if depth > limits.value_depth:
            raise VariablesTooDeep(limits.value_depth)
        waiting.extend((each, depth + 1) for each in inside)
