-- Moves a build on, only if nobody else did and nothing beside the follower changed it.
update quorate.projection_build
set position = $3, updated_at = now()
where projection = $1 and build = $2 and position = $4 and epoch = $5 and status in ('building', 'live')
