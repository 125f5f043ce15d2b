-- $1 ledger, behind $2 size, $3 witness and $4 key id, $5 how many. With the checkpoint that each stands beside.
select s.size, s.witness, s.key_id, s.line, c.note
from quorate.cosignatures s
left join quorate.checkpoints c on c.origin = s.origin and c.size = s.size
where s.ledger = $1 and (s.size, s.witness, s.key_id) > ($2::bigint, $3::text, $4::bytea)
order by s.size, s.witness, s.key_id
limit $5
