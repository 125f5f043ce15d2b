-- One batch of one build in one statement: one round trip, one transaction. {parts} is put in by the engine.
-- Nothing is written unless the build was where the follower believes that it is; its row is locked first.
with advanced as (
    update quorate.projection_build
    set position = $3, updated_at = now()
    where projection = $1 and build = $2 and position = $4 and epoch = $5 and status in ('building', 'live')
    returning true
), kept as (
    insert into quorate.projection_state (projection, build, stream_id, state)
    select $1, $2, stream_id, state
    from unnest($6::uuid[], $7::bytea[]) as changed (stream_id, state)
    where exists (select from advanced)
    on conflict (projection, build, stream_id) do update set state = excluded.state
), poisoned as (
    insert into quorate.projection_poison (projection, build, stream_id, position, topic, error_code, error_text)
    select $1, $2, stream_id, position, topic, error_code, error_text
    from unnest($8::uuid[], $9::bigint[], $10::text[], $11::text[], $12::text[])
        as stopped (stream_id, position, topic, error_code, error_text)
    where exists (select from advanced)
    on conflict (projection, build, stream_id) do nothing
){parts}
select count(*) from advanced
