-- $1 ledger, $2 streams, $3 after these versions, one for each stream. In the order of the ledger.
select e.notification_id, e.originator_id, e.originator_version, e.topic, e.state, e.recorded_at
from unnest($2::uuid[], $3::bigint[]) as wanted (stream_id, after_version)
cross join lateral (
    select s.notification_id, s.originator_id, s.originator_version, s.topic, s.state, s.recorded_at
    from quorate.stored_events s
    where s.ledger = $1 and s.originator_id = wanted.stream_id
      and s.originator_version > wanted.after_version
    order by s.originator_version
    -- The limit keeps this a look-up per stream on the index.
    limit 9223372036854775807
) e
order by e.notification_id
