-- $1 ledger, $2 and $3 after this size and origin, $4 limit. Checkpoints in the order of their sizes.
select origin, size, root, note from quorate.checkpoints
where ledger = $1 and (size, origin) > ($2::bigint, $3::text)
order by size, origin
limit $4::bigint
