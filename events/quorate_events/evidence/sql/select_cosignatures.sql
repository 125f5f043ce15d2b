-- $1 origin, $2 size.
select line, witness, key_id from quorate.cosignatures where origin = $1 and size = $2 order by witness, key_id
