delete from quorate.projection_poison
where projection = $1 and build = $2 and stream_id = $3
returning true
