-- The rows that leaves are made of: $1 ledger, $2 after this position, $3 up to this position, $4 limit.
select notification_id, originator_id, originator_version, topic, commit_id, recorded_at, state
from quorate.stored_events
where ledger = $1 and notification_id > $2::bigint and notification_id <= $3::bigint
order by notification_id
limit $4::bigint
