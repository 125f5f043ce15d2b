-- $1 ledger, $2 position. The latest checkpoint that covers it: one with a cosignature where there is any.
select c.origin, c.size, c.root, c.note, c.signed_at
from quorate.checkpoints c
where c.ledger = $1 and c.size >= $2::bigint
order by
    exists (select from quorate.cosignatures s where s.origin = c.origin and s.size = c.size) desc,
    c.size desc
limit 1
