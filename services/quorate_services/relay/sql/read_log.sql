-- $1 ledger, $2 after this position, $3 limit.
select notification_id, originator_id, originator_version, topic, state, recorded_at, commit_id
from quorate.stored_events
where ledger = $1 and notification_id > $2
order by notification_id
limit $3
