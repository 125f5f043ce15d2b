-- $1 ledger. The last position given out, and the last one that there is.
select
    coalesce((select position from quorate.ledger_head where ledger = $1), 0) as given_out,
    coalesce((select max(notification_id) from quorate.stored_events where ledger = $1), 0) as written
