-- Streams as they stand, with the positions of their events: $1 ledger, $2 streams.
select notification_id, originator_id, originator_version, topic, state
from quorate.stored_events
where ledger = $1 and originator_id = any ($2::uuid[])
order by originator_id, originator_version
