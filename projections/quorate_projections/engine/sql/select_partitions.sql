select partition, position from quorate.projection_partition where projection = $1 and build = $2 order by partition
