-- The hashes of some tiles: $1 ledger, $2 levels, $3 numbers of their first hashes.
select wanted.level, wanted.start, t.first_number, t.hashes
from unnest($2::smallint[], $3::bigint[]) as wanted (level, start)
cross join lateral (
    select h.first_number, h.hashes from quorate.tree_hashes h
    where h.ledger = $1 and h.level = wanted.level
      and h.first_number >= wanted.start and h.first_number < wanted.start + 256
    order by h.first_number
    limit 256
) t
order by wanted.level, wanted.start, t.first_number
