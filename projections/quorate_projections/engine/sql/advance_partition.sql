-- Moves one partition of a build on, only if nobody else did and nothing beside the follower changed the build.
with standing as materialized (
    select from quorate.projection_build
    where projection = $1 and build = $2 and epoch = $5 and status in ('building', 'live')
    for key share
)
update quorate.projection_partition
set position = $3
where projection = $1 and build = $2 and partition = $6 and position = $4 and exists (select from standing)
