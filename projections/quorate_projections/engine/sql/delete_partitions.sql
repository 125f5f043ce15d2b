delete from quorate.projection_partition where projection = $1 and build = $2
