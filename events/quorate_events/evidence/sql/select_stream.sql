-- The rows of one stream, as leaves are made of them: $1 ledger, $2 stream.
select notification_id, originator_id, originator_version, topic, commit_id, recorded_at, state
from quorate.stored_events
where ledger = $1 and originator_id = $2
order by originator_version
