-- $1 ledger, $2 origin or null, $3 size or null. The latest checkpoint, or that of this size.
select origin, size, root, note, signed_at
from quorate.checkpoints
where ledger = $1 and ($2::text is null or origin = $2) and ($3::bigint is null or size = $3)
order by size desc, signed_at desc
limit 1
