delete from quorate.projection_poison where projection = $1 and build = $2
