-- How many events a ledger ($1) holds, and its last position. Equal when there is no gap.
select
    count(*) as events,
    coalesce(max(notification_id), 0) as head
from quorate.stored_events
where ledger = $1;
