select position from quorate.projection_erasure where projection = $1 and build = $2
