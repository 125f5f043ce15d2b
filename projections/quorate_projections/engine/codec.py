"""Decodes the records of a feed with the log's own codec."""

from collections.abc import Callable, Collection, Iterable
from typing import Any, cast
from uuid import UUID

from quorate_events.store.codec import EventCodec
from quorate_events.vault.keyring import Keyring
from quorate_projections.engine.feed import Decode, FeedRecord


class CodecDecode:
    """Makes the domain event of a record, and fetches the keys of many beforehand.

    It raises ``UnreadableEvent`` and ``UnknownTopic`` as the codec does.
    """

    def __init__(self, codec: EventCodec, keyring: Keyring) -> None:
        self._codec = codec
        self._keyring = keyring
        # A record has every field of a stored event; copying them would cost a third of the decoding.
        self._decode = cast(Decode, codec.to_domain_event)

    def __call__(self, record: FeedRecord) -> Any:
        """Make the domain event of ``record``."""
        return self._decode(record)

    async def ready(self, records: Iterable[FeedRecord]) -> None:
        """Bring the keys to hand that the records need. Raises ``KeyServiceUnavailable``, ``KeyEncryptionLost``."""
        await self._codec.ready(records)

    async def fresh(self) -> None:
        """Notice which keys were destroyed lately. Raises ``KeyServiceUnavailable``."""
        await self._keyring.look_back()

    def when_erased(self, told: Callable[[Collection[UUID]], None]) -> None:
        """Call ``told`` when keys turn out to be destroyed."""
        self._keyring.when_erased(told)


def decode_with(codec: EventCodec) -> Decode:
    """Return what makes the domain event of a record; without keys it is the codec's own function."""
    keyring = codec.keyring
    return cast(Decode, codec.to_domain_event) if keyring is None else CodecDecode(codec, keyring)
