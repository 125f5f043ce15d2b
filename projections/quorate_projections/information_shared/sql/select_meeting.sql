-- One meeting with everything shared in it, and the names that it refers to.
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
from information_shared.meetings m
where m.meeting_id = $1
