-- Moves one partition of a build on, only if nobody else did and nothing beside the follower changed the build. The
-- parameters are those of partition_frame.
with standing as materialized (
    select from quorate.projection_build
    where projection = $1 and build = $2 and epoch = $5 and status in ('building', 'live')
    for key share
)
update quorate.projection_partition as part
set position = wanted.position
from unnest($6::integer[], $4::bigint[], $3::bigint[]) as wanted (partition, known, position)
where part.projection = $1 and part.build = $2 and part.partition = wanted.partition
  and part.position = wanted.known and exists (select from standing)
