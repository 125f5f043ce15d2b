-- $1 ledger. How many events a signed checkpoint covers, how many none does, and for how many seconds the first of
-- these has waited.
with sealed as (
    select coalesce(max(size), 0) as size from quorate.checkpoints where ledger = $1
)
select
    sealed.size as sealed,
    greatest(coalesce(h.position, 0) - sealed.size, 0) as unsealed,
    coalesce(extract(epoch from clock_timestamp() - first.recorded_at), 0)::float8 as waiting
from sealed
left join quorate.ledger_head as h on h.ledger = $1
left join quorate.stored_events as first on first.ledger = $1 and first.notification_id = sealed.size + 1;
