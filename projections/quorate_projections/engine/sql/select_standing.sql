-- Where the live builds of $1 (projections) are, as a whole and in each partition.
select build.projection, build.build, build.position,
       array(
           select part.position from quorate.projection_partition as part
           where part.projection = build.projection and part.build = build.build order by part.partition
       ) as partitions
from quorate.projection_build as build
where build.projection = any($1::text[]) and build.status = 'live'
