-- $1 ledger. The last position given out, and the last one that there is; and the first of an event that stands before
-- all others, where none can stand.
select
    coalesce(
        (
            select h.position from quorate.ledger_head h
            where h.ledger = $1
            order by abs(h.position - (select max(notification_id) from quorate.stored_events where ledger = $1)) desc
            limit 1
        ),
        0
    ) as given_out,
    coalesce((select max(notification_id) from quorate.stored_events where ledger = $1), 0) as written,
    (
        select min(coalesce(notification_id, 0)) from quorate.stored_events
        where ledger = $1 and (notification_id is null or notification_id < 1)
    ) as before
