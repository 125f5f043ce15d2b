-- The event at one position: $1 ledger, $2 position.
select originator_id, originator_version, topic, state
from quorate.stored_events
where ledger = $1 and notification_id = $2
