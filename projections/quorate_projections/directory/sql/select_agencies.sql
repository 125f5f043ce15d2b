-- $1 sector or null, $2 name and $3 id behind which the page begins or null, $4 rows
select agency_id, name, sector
from directory.agencies
where ($1::text is null or sector = $1)
  and ($2::text is null or (name, agency_id) > ($2, $3::uuid))
order by name, agency_id
limit $4
