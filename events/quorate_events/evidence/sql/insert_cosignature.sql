-- $1 ledger, $2 origin, $3 size, $4 witness, $5 key id, $6 line, $7 when it was signed. One a witness and checkpoint.
insert into quorate.cosignatures (ledger, origin, size, witness, key_id, line, cosigned_at)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict do nothing
