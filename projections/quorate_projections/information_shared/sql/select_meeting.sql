-- One meeting ($1) with everything shared in it, and the names that it refers to; for an agency ($2) that was removed
-- from it, and may not read it, what stays with the agency.
select
    m.content,
    json_build_object(
        'agencies', (select json_agg(a) from directory.agencies a where a.agency_id = any (m.mentioned_agency_ids)),
        'practitioners', (
            select json_agg(p) from directory.practitioners p where p.practitioner_id = any (m.practitioner_ids)
        ),
        'children', (
            select json_agg(json_build_object(
                'child_id', c.child_id, 'name', c.name,
                'date_of_birth', c.date_of_birth, 'expected_on', c.expected_on
            ))
            from directory.children c
            where c.child_id = any (m.child_ids)
        )
    ) as names
from (
    select content, mentioned_agency_ids, practitioner_ids, child_ids, true as whole
    from information_shared.meetings
    where meeting_id = $1
    union all
    select content, mentioned_agency_ids, practitioner_ids, child_ids, false
    from information_shared.own_shares
    where meeting_id = $1 and agency_id = $2
) as m
order by m.whole desc
limit 1
