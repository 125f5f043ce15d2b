-- $1 agency or null, $2 name and $3 id behind which the page begins or null, $4 rows, $5 only who can be named chair
select p.practitioner_id, p.name, p.agency_id, p.title, p.kind, p.status, p.duties
from directory.practitioners p
where ($1::uuid is null or p.agency_id = $1)
  and ($2::text is null or (p.name, p.practitioner_id) > ($2, $3::uuid))
  and (not $5::boolean or (
    p.kind = 'person' and p.status = 'active' and p.duties && array['practitioner', 'conference_administrator']
    and exists (select from sign_ins.let_in l where l.practitioner_id = p.practitioner_id)
  ))
order by p.name, p.practitioner_id
limit $4
