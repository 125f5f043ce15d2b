-- $1 agency or null, $2 name and $3 id behind which the page begins or null, $4 rows
select practitioner_id, name, agency_id, title, kind, status, duties
from directory.practitioners
where ($1::uuid is null or agency_id = $1)
  and ($2::text is null or (name, practitioner_id) > ($2, $3::uuid))
order by name, practitioner_id
limit $4
