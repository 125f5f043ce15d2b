"""Decodes the records of a feed with the log's own codec."""

from typing import cast

from quorate_events.store.codec import EventCodec
from quorate_projections.engine.feed import Decode


def decode_with(codec: EventCodec) -> Decode:
    """Return a function that makes the domain event of a record.

    It raises ``UnreadableEvent`` and ``UnknownTopic`` as the codec does.
    """

    # A record has every field of a stored event; copying them would cost a third of the decoding.
    return cast(Decode, codec.to_domain_event)
