update quorate.projection_build set epoch = epoch + 1, updated_at = now() where projection = $1 and build = $2
