-- $1 ledger, $2 position of the relay. For how many seconds the first event behind it has waited; no row when none does.
select extract(epoch from clock_timestamp() - recorded_at)::float8 as seconds
from quorate.stored_events
where ledger = $1 and notification_id = $2::bigint + 1
