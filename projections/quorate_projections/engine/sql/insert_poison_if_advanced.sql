insert into quorate.projection_poison (projection, build, stream_id, position, topic, error_code, error_text)
select $1, $2, stream_id, position, topic, error_code, error_text
from unnest($6::uuid[], $7::bigint[], $8::text[], $9::text[], $10::text[])
    as stopped (stream_id, position, topic, error_code, error_text)
where exists (select from advanced)
on conflict (projection, build, stream_id) do nothing
