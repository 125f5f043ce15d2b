-- {0} to {4} are put in by the engine: the places of the parameters in the whole statement.
insert into quorate.projection_poison (projection, build, stream_id, position, topic, error_code, error_text)
select $1, $2, stream_id, position, topic, error_code, error_text
from unnest({0}::uuid[], {1}::bigint[], {2}::text[], {3}::text[], {4}::text[])
    as stopped (stream_id, position, topic, error_code, error_text)
where exists (select from advanced)
on conflict (projection, build, stream_id) do nothing
