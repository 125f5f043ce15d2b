-- $1 ledger, behind $2 size, $3 witness and $4 key id, $5 how many.
select size, witness, key_id, line
from quorate.cosignatures
where ledger = $1 and (size, witness, key_id) > ($2::bigint, $3::text, $4::bytea)
order by size, witness, key_id
limit $5
