update quorate.projection_build set status = $3, updated_at = now() where projection = $1 and build = $2
