-- The hashes of leaves: $1 ledger, $2 from this index on, $3 up to, not including, this one. What belongs to a
-- segment that begins before is in the answer too.
select first_number, hashes
from quorate.tree_hashes
where ledger = $1 and level = 0 and first_number > $2::bigint - 256 and first_number < $3::bigint
order by first_number
