"""Decodes the records of a feed with the log's own codec."""

from collections.abc import Iterable
from typing import Any, cast

from quorate_events.store.codec import EventCodec
from quorate_projections.engine.feed import Decode, FeedRecord


class CodecDecode:
    """Makes the domain event of a record, and fetches the keys of many beforehand.

    It raises ``UnreadableEvent`` and ``UnknownTopic`` as the codec does.
    """

    def __init__(self, codec: EventCodec) -> None:
        self._codec = codec
        # A record has every field of a stored event; copying them would cost a third of the decoding.
        self._decode = cast(Decode, codec.to_domain_event)

    def __call__(self, record: FeedRecord) -> Any:
        """Make the domain event of ``record``."""
        return self._decode(record)

    async def ready(self, records: Iterable[FeedRecord]) -> None:
        """Bring the keys to hand that the records need. Raises ``KeyServiceUnavailable``, ``KeyEncryptionLost``."""
        await self._codec.ready(records)


def decode_with(codec: EventCodec) -> Decode:
    """Return what makes the domain event of a record; without keys it is the codec's own function."""
    return cast(Decode, codec.to_domain_event) if codec.keyring is None else CodecDecode(codec)
