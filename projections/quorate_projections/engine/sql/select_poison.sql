select poison.stream_id, poison.position, poison.topic, poison.error_code, poison.error_text,
       poison.projection, poison.build, poison.at
from quorate.projection_poison as poison
join quorate.projection_build as build using (projection, build)
where build.status = 'live' and ($1::text is null or poison.projection = $1)
order by poison.at, poison.position
