-- $1 ledger, $2 after this position, $3 limit, $4 most bytes of bodies; one event comes whatever its size.
select notification_id, originator_id, originator_version, topic, state, recorded_at, commit_id
from (
    select *, sum(octet_length(state)) over (order by notification_id) as size
    from (
        select notification_id, originator_id, originator_version, topic, state, recorded_at, commit_id
        from quorate.stored_events
        where ledger = $1 and notification_id > $2
        order by notification_id
        limit $3
    ) as following
) as measured
where size <= $4 or size = octet_length(state)
order by notification_id
