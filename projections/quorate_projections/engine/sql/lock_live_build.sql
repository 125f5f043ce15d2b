-- Whoever holds this row keeps the writer of the live build from moving on.
select projection, build, version, ledger, position, epoch, status
from quorate.projection_build
where projection = $1 and status = 'live'
for update
