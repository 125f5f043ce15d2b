-- Loads many streams at once: $1 ledger, $2 streams, $3 after these versions, one for each stream.
-- "request" is the place in the arrays, from 1.
select wanted.request, e.originator_id, e.originator_version, e.topic, e.state
from unnest($2::uuid[], $3::bigint[]) with ordinality as wanted (stream_id, after_version, request)
cross join lateral (
    select s.originator_id, s.originator_version, s.topic, s.state
    from quorate.stored_events s
    where s.ledger = $1 and s.originator_id = wanted.stream_id
      and s.originator_version > wanted.after_version
    order by s.originator_version
    -- The limit keeps this a look-up per stream on the index.
    limit 9223372036854775807
) e
order by wanted.request, e.originator_version
