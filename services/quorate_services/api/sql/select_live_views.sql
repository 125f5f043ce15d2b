-- The views that can be read. Fails where the schema has not been migrated.
select projection
from quorate.projection_build
where status = 'live'
