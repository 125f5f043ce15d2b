-- The attendance of one meeting as one JSON object; no row when it is not there. Who may read it is decided
-- after reading, on its circle.
select jsonb_build_object(
    'meeting_id', m.meeting_id,
    'circle', m.circle,
    'kind', m.kind,
    'status', m.status,
    'held_on', m.held_on,
    'sittings', m.sittings,
    'missing', m.missing,
    'invitees', (
        select coalesce(
            jsonb_agg(
                to_jsonb(i) - 'meeting_id'
                || jsonb_build_object('agency_name', a.name, 'practitioner_name', p.name)
                order by a.name, i.agency_id, i.role
            ),
            '[]'
        )
        from attendance.invitees as i
        left join directory.agencies as a on a.agency_id = i.agency_id
        left join directory.practitioners as p on p.practitioner_id = i.practitioner_id
        where i.meeting_id = m.meeting_id
    ),
    'attendees', (
        select coalesce(
            jsonb_agg(
                to_jsonb(t) - 'meeting_id'
                || jsonb_build_object('name', coalesce(nullif(t.name, ''), p.name, ''), 'agency_name', a.name)
                order by t.sitting, t.family, a.name, t.role, t.attendee_id
            ),
            '[]'
        )
        from attendance.attendees as t
        left join directory.agencies as a on a.agency_id = t.agency_id
        left join directory.practitioners as p on p.practitioner_id = t.practitioner_id
        where t.meeting_id = m.meeting_id
    ),
    'children', (
        select coalesce(
            jsonb_agg(
                jsonb_build_object('child_id', c.child_id, 'name', n.name, 'participation', c.participation)
                order by n.name, c.child_id
            ),
            '[]'
        )
        from attendance.children as c
        left join directory.children as n on n.child_id = c.child_id
        where c.meeting_id = m.meeting_id
    )
)::text
from attendance.meetings as m
where m.meeting_id = $1
