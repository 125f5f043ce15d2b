select coalesce(max(position), 0) from quorate.projection_partition where projection = $1 and build = $2
