select projection, build, version, ledger, position, epoch, status
from quorate.projection_build
where projection = $1 and build = $2
for update
