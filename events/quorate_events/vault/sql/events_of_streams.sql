-- $1 ledger, $2 streams.
select notification_id, originator_id, originator_version, topic, state, recorded_at
from quorate.stored_events
where ledger = $1 and originator_id = any ($2::uuid[])
order by notification_id
