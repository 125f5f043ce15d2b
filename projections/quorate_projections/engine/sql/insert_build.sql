insert into quorate.projection_build (projection, build, version, ledger, status)
select $1, coalesce(max(build), 0) + 1, $2, $3, 'building'
from quorate.projection_build
where projection = $1
returning projection, build, version, ledger, position, epoch, status
