-- $1 ledger. The first hashes that do not go on where those before them in their level end, that are not whole, or that
-- reach from one tile into the next.
select level, first_number
from (
    select
        level,
        first_number,
        octet_length(hashes) as bytes,
        lag(first_number + octet_length(hashes) / 32, 1, 0::bigint) over (
            partition by level order by first_number
        ) as due
    from quorate.tree_hashes
    where ledger = $1
) placed
where
    level < 0 or first_number is distinct from due or coalesce(bytes, 0) = 0 or bytes % 32 <> 0
    or first_number / 256 <> (first_number + bytes / 32 - 1) / 256
order by level, first_number
limit 1
