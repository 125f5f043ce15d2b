insert into quorate.projection_erasure (projection, build, position)
select $1, $2, unnest($3::bigint[])
on conflict do nothing
