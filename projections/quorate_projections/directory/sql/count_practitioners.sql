-- $1 agency or null, $2 only who can be named chair
select count(*) from directory.practitioners p
where ($1::uuid is null or p.agency_id = $1)
  and (not $2::boolean or (
    p.kind = 'person' and p.status = 'active' and p.duties && array['practitioner', 'conference_administrator']
    and exists (select from sign_ins.let_in l where l.practitioner_id = p.practitioner_id)
  ))
