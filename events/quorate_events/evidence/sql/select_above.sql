-- $1 ledger. The hashes of the tree above those of the events.
select level, first_number, hashes from quorate.tree_hashes
where ledger = $1 and level > 0
order by level, first_number
