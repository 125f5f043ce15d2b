-- One batch of some partitions of one build; as batch_frame, but the partitions' positions ($6, from $4, to $3) move, all
-- or none. Members of a group write other partitions of the build meanwhile, and lock rows in one order; who changes the
-- build itself (a swap, a retry) waits, and is waited for.
with standing as materialized (
    select from quorate.projection_build
    where projection = $1 and build = $2 and epoch = $5 and status in ('building', 'live')
    for key share
), held as materialized (
    select part.partition, wanted.position
    from quorate.projection_partition as part
    join unnest($6::integer[], $4::bigint[], $3::bigint[]) as wanted (partition, known, position) using (partition)
    where part.projection = $1 and part.build = $2 and part.position = wanted.known and exists (select from standing)
    order by part.partition
    for update of part
), advanced as (
    update quorate.projection_partition as part
    set position = held.position
    from held
    where part.projection = $1 and part.build = $2 and part.partition = held.partition
      and (select count(*) from held) = cardinality($6::integer[])
    returning true
){parts}
select (count(*) = cardinality($6::integer[]))::integer from advanced
