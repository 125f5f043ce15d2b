insert into quorate.projection_poison (projection, build, stream_id, position, topic, error_code, error_text)
select $1, $2, stream_id, position, topic, error_code, error_text
from unnest($3::uuid[], $4::bigint[], $5::text[], $6::text[], $7::text[])
    as poisoned (stream_id, position, topic, error_code, error_text)
on conflict (projection, build, stream_id) do nothing
