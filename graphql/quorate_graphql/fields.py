"""Declares a resolver as a field of the schema, with its description and its types kept."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import strawberry

Resolver = TypeVar("Resolver", bound=Callable[..., Any])


def field(description: str) -> Callable[[Resolver], Resolver]:
    """Declare the decorated method as a field that ``description`` explains to callers of the API."""

    def declare(resolver: Resolver) -> Resolver:
        return cast(Resolver, strawberry.field(resolver, description=description))

    return declare


def subscription(description: str) -> Callable[[Resolver], Resolver]:
    """Declare the decorated asynchronous generator as a subscription."""

    def declare(resolver: Resolver) -> Resolver:
        return cast(Resolver, strawberry.subscription(resolver, description=description))

    return declare
