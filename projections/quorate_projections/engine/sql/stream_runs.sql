-- Goes from stream to stream of a ledger over the index, one look each, and adds up how long they are (the version of a
-- stream's last event is how many it has). Every $2 events or so a run is full: its last stream, and the sum up to there.
with recursive streams as (
    (
        select originator_id, originator_version as events
        from quorate.stored_events
        where ledger = $1
        order by originator_id desc, originator_version desc
        limit 1
    )
    union all
    select earlier.originator_id, earlier.originator_version
    from streams
    cross join lateral (
        select originator_id, originator_version
        from quorate.stored_events
        where ledger = $1 and originator_id < streams.originator_id
        order by originator_id desc, originator_version desc
        limit 1
    ) as earlier
), summed as (
    select originator_id, events, (sum(events) over (order by originator_id))::bigint as through
    from streams
)
select originator_id, through
from summed
where through / $2 > (through - events) / $2
order by through
