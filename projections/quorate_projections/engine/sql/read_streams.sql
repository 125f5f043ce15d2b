-- Streams from their beginning: $1 ledger, $2 streams, $3 the last position that counts.
select event.notification_id, event.originator_id, event.originator_version, event.topic, event.state
from unnest($2::uuid[]) as wanted (stream_id)
cross join lateral (
    select notification_id, originator_id, originator_version, topic, state
    from quorate.stored_events
    where ledger = $1 and originator_id = wanted.stream_id and notification_id <= $3
    order by originator_version
    -- The limit keeps this a look-up per stream on the index.
    limit 9223372036854775807
) as event
