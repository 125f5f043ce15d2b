-- $1 ledger, $2 persons, $3 and $4 the keys as they are wrapped now, $5 as they were. One destroyed meanwhile stays so.
update quorate_keys.data_keys as known set kek = made.kek, wrapped = made.wrapped
from unnest($2::uuid[], $3::text[], $4::bytea[], $5::bytea[]) as made (person_id, kek, wrapped, before)
where known.ledger = $1 and known.person_id = made.person_id and known.wrapped = made.before
