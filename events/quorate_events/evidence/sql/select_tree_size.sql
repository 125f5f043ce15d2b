-- $1 ledger. How many leaves the tree has.
select first_number + coalesce(octet_length(hashes), 0) / 32 as size
from quorate.tree_hashes
where ledger = $1 and level = 0
order by first_number desc
limit 1
