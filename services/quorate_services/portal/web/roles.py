"""The roles of the rule sets, by their labels: asked once an hour, for they hardly ever change."""

import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import msgspec

_GOOD_FOR = 3600.0


class Role(msgspec.Struct, frozen=True):
    """A role as the rule sets name it; ``sector`` is empty for the family and for guests."""

    code: str
    label: str
    sector: str
    family: bool


class Roles:
    """Every role that is known, by code."""

    def __init__(self) -> None:
        self._known: Mapping[str, Role] = {}
        self._at = -_GOOD_FOR

    async def known(self, ask: Callable[[], Awaitable[dict[str, Any]]]) -> Mapping[str, Role]:
        """Return the roles; ``ask`` brings the rule sets where they have to be asked for."""
        if time.monotonic() - self._at >= _GOOD_FOR:
            told = (await ask())["ruleSets"]
            self._known = {
                role["code"]: Role(role["code"], role["label"], role["sector"] or "", role["family"])
                for each in told
                for role in each["roles"]
            }
            self._at = time.monotonic()
        return self._known
