-- Which stream each position belongs to: $1 ledger, after $2, at most $3 positions.
select notification_id, originator_id
from quorate.stored_events
where ledger = $1 and notification_id > $2 and notification_id <= $2 + $3::bigint
order by notification_id
