-- One batch of one build in one statement: one round trip, one transaction. The engine adds what the batch touches.
-- Nothing is written unless the build was where the follower believes that it is; its row is locked first.
with advanced as (
    update quorate.projection_build
    set position = $3, updated_at = now()
    where projection = $1 and build = $2 and position = $4 and epoch = $5 and status in ('building', 'live')
    returning true
){parts}
select count(*) from advanced
