-- $1 ledger, $2 position. The latest checkpoint that covers it: one with a cosignature where there is any.
(
    select c.origin, c.size, c.root, c.note, c.signed_at
    from quorate.cosignatures s
    join quorate.checkpoints c on c.origin = s.origin and c.size = s.size
    where s.ledger = $1 and s.size >= $2::bigint
    order by s.size desc
    limit 1
)
union all (
    select origin, size, root, note, signed_at
    from quorate.checkpoints
    where ledger = $1 and size >= $2::bigint
    order by size desc
    limit 1
)
limit 1
