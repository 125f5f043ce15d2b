-- $1 ledger, $2 origin, $3 size.
select line, witness, key_id
from quorate.cosignatures
where ledger = $1 and origin = $2 and size = $3
order by witness, key_id
