delete from quorate.projection_state where projection = $1 and build = $2 and stream_id = $3
