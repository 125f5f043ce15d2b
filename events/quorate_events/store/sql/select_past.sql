-- A stream as it stands, with the positions of its events: $1 ledger, $2 stream.
select notification_id, originator_id, originator_version, topic, state
from quorate.stored_events
where ledger = $1 and originator_id = $2
order by originator_version
