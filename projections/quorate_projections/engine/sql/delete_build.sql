delete from quorate.projection_build where projection = $1 and build = $2
