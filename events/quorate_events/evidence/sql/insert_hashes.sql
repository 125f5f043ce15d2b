-- $1 ledger; $2 levels, $3 first numbers, $4 hashes.
insert into quorate.tree_hashes (ledger, level, first_number, hashes)
select $1, told.level, told.first_number, told.hashes
from unnest($2::smallint[], $3::bigint[], $4::bytea[]) as told (level, first_number, hashes)
