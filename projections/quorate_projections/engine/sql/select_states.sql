select stream_id, state
from quorate.projection_state
where projection = $1 and build = $2 and stream_id = any($3::uuid[])
