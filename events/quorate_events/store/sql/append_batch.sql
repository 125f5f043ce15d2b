-- $1 ledger; $2 JSON array of appends: [command id, content hash, answer (both base64), number of events];
-- $3 JSON array of events: [number of the append, stream, version, topic]; $4 their states.
with appends as materialized (
    select coalesce(array_agg((each ->> 0)::uuid order by number), '{}') as command_ids,
           coalesce(array_agg(decode(each ->> 1, 'base64') order by number), '{}') as content_hashes,
           coalesce(array_agg(decode(each ->> 2, 'base64') order by number), '{}') as answers,
           coalesce(array_agg((each ->> 3)::integer order by number), '{}') as event_counts
    from jsonb_array_elements($2::jsonb) with ordinality as append (each, number)
), events as materialized (
    select coalesce(array_agg((each ->> 0)::integer order by number), '{}') as appends,
           coalesce(array_agg((each ->> 1)::uuid order by number), '{}') as ids,
           coalesce(array_agg((each ->> 2)::bigint order by number), '{}') as versions,
           coalesce(array_agg(each ->> 3 order by number), '{}') as topics
    from jsonb_array_elements($3::jsonb) with ordinality as event (each, number)
)
select outcome.append_no, outcome.status, outcome.first_position, outcome.last_position, outcome.answer
from appends a, events e, quorate.append_batch(
    $1, a.command_ids, a.content_hashes, a.answers, a.event_counts, e.appends, e.ids, e.versions, e.topics, $4
) as outcome
