insert into quorate.projection_state (projection, build, stream_id, state)
select $1, $2, stream_id, state
from unnest($3::uuid[], $4::bytea[]) as changed (stream_id, state)
on conflict (projection, build, stream_id) do update set state = excluded.state
