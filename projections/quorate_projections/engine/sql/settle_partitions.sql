-- Moves several partitions of one build ($1, $2, epoch $3) on at once: $4 partitions, from $5, to $6.
with standing as materialized (
    select from quorate.projection_build
    where projection = $1 and build = $2 and epoch = $3 and status in ('building', 'live')
    for key share
), moved as (
    update quorate.projection_partition as part
    set position = wanted.position
    from unnest($4::integer[], $5::bigint[], $6::bigint[]) as wanted (partition, known, position)
    where part.projection = $1 and part.build = $2 and part.partition = wanted.partition
      and part.position = wanted.known and exists (select from standing)
    returning true
)
select count(*) from moved
