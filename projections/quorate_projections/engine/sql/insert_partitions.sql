-- $3 partitions, each as far as the build is.
insert into quorate.projection_partition (projection, build, partition, position)
select $1, $2, number, $4 from generate_series(0, $3::integer - 1) as number
