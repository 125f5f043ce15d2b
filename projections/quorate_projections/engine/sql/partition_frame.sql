-- One batch of one partition of one build; as batch_frame, but the partition's position moves. Members of a group write
-- other partitions of the build meanwhile; who changes the build itself (a swap, a retry) waits, and is waited for.
with standing as materialized (
    select from quorate.projection_build
    where projection = $1 and build = $2 and epoch = $5 and status in ('building', 'live')
    for key share
), advanced as (
    update quorate.projection_partition
    set position = $3
    where projection = $1 and build = $2 and partition = $6 and position = $4 and exists (select from standing)
    returning true
){parts}
select count(*) from advanced
