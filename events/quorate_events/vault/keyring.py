"""The data keys at hand: fetched and unwrapped many at a time, kept for a while, destroyed for good."""

import asyncio
import logging
import os
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from quorate_events.errors import QuorateError
from quorate_events.tasks import end
from quorate_events.vault.data_keys import DataKeys, Kept
from quorate_events.vault.errors import KeyServiceUnavailable, PersonErased
from quorate_events.vault.provider import KeyEncryption, Wrapped, place

log = logging.getLogger(__name__)

_BYTES = 32
_JOINT = b"quorate joint key/1\x00"
_SEEN_LATE = 60.0
"""Seconds by which a destruction may be seen late: a commit that was under way, clocks that differ."""


class KeyNotAtHand(QuorateError):
    """A data key was not asked for before it was used, or there is none although there should be."""

    code = "key_not_at_hand"


@dataclass(frozen=True)
class KeyringLimits:
    """How many keys stay in memory and for how many seconds; how often it is asked which were destroyed."""

    keys: int = 20_000
    seconds: float = 600.0
    look_every: float = 1.0


class Keyring:
    """The data keys of one ledger.

    ``ready`` fetches what is missing, and makes keys for persons who have none when it is for writing. After it, and
    until the next await, ``cipher`` answers at once. What was destroyed is noticed within ``look_every`` seconds
    while it is :meth:`in_use`, and at the latest when a key has been in memory for ``seconds``.
    """

    def __init__(self, keys: DataKeys, kek: KeyEncryption, limits: KeyringLimits | None = None) -> None:
        self.keys = keys
        self.kek = kek
        self._limits = limits or KeyringLimits()
        self._held: OrderedDict[UUID, tuple[bytes, float]] = OrderedDict()
        self._joint: dict[tuple[UUID, ...], tuple[AESGCM, float]] = {}
        self._erased: set[UUID] = set()
        self._on_erased: list[Callable[[Collection[UUID]], None]] = []
        self._following: asyncio.Task[None] | None = None
        self._users = 0

    @property
    def ledger(self) -> str:
        """The ledger whose persons these are."""
        return self.keys.ledger

    async def check(self) -> None:
        """Raise ``KeyEncryptionLost`` unless every key-encryption key in use opens a data key."""
        kept = await self.keys.one_of_each()
        await self.kek.unwrap([(place(self.ledger, person), each) for person, each in kept.items()])

    def at_hand(self, owners: Iterable[tuple[UUID, ...]]) -> bool:
        """Return whether the ciphers of all these, alone or together, can be had at once and for a while yet."""
        oldest = time.monotonic() - self._limits.seconds
        joint = self._joint
        return all((kept := joint.get(each)) is not None and kept[1] >= oldest for each in owners)

    def has(self, persons: Iterable[UUID]) -> bool:
        """Return whether all these keys are at hand, or known to be destroyed."""
        return not self._missing(persons)

    async def ready(self, persons: Iterable[UUID], *, for_writing: bool = False) -> None:
        """Bring keys to hand. Raises ``KeyServiceUnavailable`` and ``KeyEncryptionLost``."""
        wanted = list(persons)
        missing = self._missing(wanted)
        if not missing:
            return
        kept = dict(await self.keys.find(missing))
        if for_writing and (new := [each for each in missing if each not in kept]):
            await self._make(new)
            kept |= await self.keys.find(new)
        await self._take(kept, wanted)

    def cipher(self, owners: Sequence[UUID]) -> AESGCM | None:
        """Return the cipher of one person, or of several together; None when the key of any was destroyed.

        The key of several is derived from those of each, so destroying one destroys it. Raises ``KeyNotAtHand``.
        """
        together = owners if isinstance(owners, tuple) else tuple(owners)
        if self._erased and not self._erased.isdisjoint(together):
            return None
        kept = self._joint.get(together)
        # Where a key was fetched anew its cipher is made anew as well, and with it the time that it is good for.
        if kept is None or kept[1] < time.monotonic() - self._limits.seconds:
            kept = self._joint[together] = self._derived(together)
            if len(self._joint) > self._limits.keys:
                del self._joint[next(iter(self._joint))]
        return kept[0]

    def living(self, owners: Sequence[UUID]) -> tuple[UUID, ...]:
        """Return those of ``owners`` whose keys are there. Raises ``PersonErased`` where nobody is left."""
        if not self._erased or self._erased.isdisjoint(owners):
            return owners if isinstance(owners, tuple) else tuple(owners)
        left = tuple(each for each in owners if each not in self._erased)
        if not left:
            raise PersonErased
        return left

    def when_erased(self, told: Callable[[Collection[UUID]], None]) -> None:
        """Call ``told`` whenever keys turn out to have been destroyed."""
        self._on_erased.append(told)

    async def destroy(self, persons: Collection[UUID]) -> None:
        """Destroy keys for ever. Safe to call again. Raises ``KeyServiceUnavailable``."""
        await self.keys.destroy(persons)
        self._forget(persons)

    async def rewrap(self, at_once: int = 500) -> int:
        """Wrap all data keys by the current key-encryption key; return how many were not yet. Connects as the owner."""
        current, done = await self.kek.current(), 0
        while before := await self.keys.wrapped_by_others(current, at_once):
            places = [(place(self.ledger, person), each) for person, each in before.items()]
            plain = await self.kek.unwrap(places)
            anew = await self.kek.wrap(
                [(context, key) for (context, _), key in zip(places, plain, strict=True)]
            )
            await self.keys.replace(before, dict(zip(before, anew, strict=True)))
            done += len(before)
        return done

    @asynccontextmanager
    async def in_use(self) -> AsyncIterator[Self]:
        """Check the key-encryption key, and notice what others destroy, while the block runs; blocks may nest.

        Raises ``KeyEncryptionLost`` and ``KeyServiceUnavailable``.
        """
        if self._users == 0:
            await self.check()
            self._following = asyncio.create_task(self._look(), name="destroyed-keys")
        self._users += 1
        try:
            yield self
        finally:
            self._users -= 1
            if self._users == 0:
                await end(self._following)
                await self.keys.close()

    def mark(self, persons: Collection[UUID]) -> None:
        """Take it that these keys are destroyed: the log says so."""
        self._forget(persons)

    async def noticed_everywhere(self) -> None:
        """Wait until every process that can reach the keys has noticed what was destroyed before."""
        await asyncio.sleep(2 * self._limits.look_every)

    async def look_back(self) -> None:
        """Take notice of everything that was destroyed while keys in memory may have been kept."""
        await self.look(self._limits.seconds + _SEEN_LATE)

    async def look(self, seconds: float) -> None:
        """Take notice of what was destroyed in the last ``seconds``."""
        gone = set(await self.keys.destroyed_since(seconds)) - self._erased
        if gone:
            self._forget(gone)

    async def _look(self) -> None:
        reach = self._limits.seconds + _SEEN_LATE
        while True:
            try:
                await self.look(reach)
                reach = _SEEN_LATE
            except KeyServiceUnavailable:
                reach = self._limits.seconds + _SEEN_LATE
            await asyncio.sleep(self._limits.look_every)

    def _missing(self, persons: Iterable[UUID]) -> list[UUID]:
        held, erased = self._held, self._erased
        oldest = time.monotonic() - self._limits.seconds
        missing: list[UUID] = []
        for each in persons:
            known = held.get(each)
            if known is None:
                if each not in erased and each not in missing:
                    missing.append(each)
            elif known[1] < oldest and each not in missing:
                missing.append(each)
        return missing

    async def _make(self, persons: Sequence[UUID]) -> None:
        made = [(place(self.ledger, each), os.urandom(_BYTES)) for each in persons]
        wrapped = await self.kek.wrap(made)
        await self.keys.add(dict(zip(persons, wrapped, strict=True)))

    async def _take(self, kept: Kept, wanted: Collection[UUID]) -> None:
        there: dict[UUID, Wrapped] = {person: each for person, each in kept.items() if each is not None}
        keys = await self.kek.unwrap([(place(self.ledger, person), each) for person, each in there.items()])
        now = time.monotonic()
        for person, key in zip(there, keys, strict=True):
            self._held[person] = key, now
            self._held.move_to_end(person)
        if gone := [person for person, each in kept.items() if each is None]:
            self._forget(gone)
        # Those that were asked for just now are needed in a moment, however many they are.
        for person in wanted:
            if person in self._held:
                self._held.move_to_end(person)
        while len(self._held) > max(self._limits.keys, len(wanted)):
            self._held.popitem(last=False)

    def _derived(self, together: tuple[UUID, ...]) -> tuple[AESGCM, float]:
        """Return the cipher, and when the oldest of its keys was fetched."""
        try:
            held = [self._held[each] for each in together]
        except KeyError:
            raise KeyNotAtHand("A data key that is needed is not there.", "Put back the data keys.") from None
        since = min(when for _, when in held)
        if len(held) == 1:
            return AESGCM(held[0][0]), since
        info = _JOINT + b"".join(each.bytes for each in together)
        key = HKDF(SHA256(), _BYTES, salt=None, info=info).derive(b"".join(key for key, _ in held))
        return AESGCM(key), since

    def _forget(self, persons: Collection[UUID]) -> None:
        new = set(persons) - self._erased
        self._erased |= new
        for each in new:
            self._held.pop(each, None)
        for together in [each for each in self._joint if not new.isdisjoint(each)]:
            del self._joint[together]
        if new:
            for told in self._on_erased:
                told(new)
