select notification_id, originator_id, originator_version, topic, state, recorded_at
from quorate.stored_events
where ledger = $1 and originator_id = $2 and notification_id <= $3
order by notification_id
