-- Meetings about any of the children $1 planned before $2, the latest first, of which $3 (a practitioner) or
-- $4 (an agency) may see something; $5 rows. What they may see is decided after reading. Of a meeting that the agency
-- was removed from, and that is not the practitioner's otherwise, what stays with the agency.
select
    m.meeting_id,
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
    select m.meeting_id, m.scheduled_for, m.content, m.mentioned_agency_ids, m.practitioner_ids, m.child_ids
    from information_shared.meetings m
    where m.meeting_id in (
        select about.meeting_id
        from information_shared.children about
        where about.child_id = any ($1::uuid[]) and about.scheduled_for < $2
    )
    and not m.excluded && array[$3, $4]::uuid[]
    and (
        m.chair_id = $3
        or (
            $4::uuid = any (m.mentioned_agency_ids)
            and not exists (
                select from information_shared.own_shares o where o.meeting_id = m.meeting_id and o.agency_id = $4
            )
        )
    )
    union all
    select o.meeting_id, o.scheduled_for, o.content, o.mentioned_agency_ids, o.practitioner_ids, o.child_ids
    from information_shared.own_shares o
    where o.agency_id = $4 and o.child_ids && $1::uuid[] and o.scheduled_for < $2
    and not exists (
        select from information_shared.meetings m where m.meeting_id = o.meeting_id and m.chair_id = $3
    )
) as m
order by m.scheduled_for desc, m.meeting_id desc
limit $5
