-- $1 person or null, $2 time, $3 account and $4 version behind which the page begins or null, $5 rows
select c.sign_in_id, c.version, c.issuer, c.practitioner_id, p.name as practitioner_name, c.change, c.at,
    c.by_practitioner_id, b.name as by_practitioner_name, c.by_agency_id
from sign_ins.changes c
left join directory.practitioners p on p.practitioner_id = c.practitioner_id
left join directory.practitioners b on b.practitioner_id = c.by_practitioner_id
where ($1::uuid is null or c.practitioner_id = $1)
  and ($2::timestamptz is null or (c.at, c.sign_in_id, c.version) < ($2, $3::uuid, $4::bigint))
order by c.at desc, c.sign_in_id desc, c.version desc
limit $5
