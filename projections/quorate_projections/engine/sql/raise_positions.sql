-- Says up to where builds show everything: $1 projections, $2 builds, $3 positions. Never goes back. Members of a group
-- lock the rows in one order.
with held as materialized (
    select build.projection, build.build, wanted.position
    from unnest($1::text[], $2::integer[], $3::bigint[]) as wanted (projection, build, position)
    join quorate.projection_build as build using (projection, build)
    where build.position < wanted.position and build.status = 'live'
    order by build.projection
    for no key update of build
)
update quorate.projection_build as build
set position = held.position, updated_at = now()
from held
where build.projection = held.projection and build.build = held.build and build.position < held.position
