-- The clocks of one meeting as one JSON object; no row when it is not there. Who may read them is decided
-- after reading, on the circle. "Before" is the last conference, with the circle on which is decided who is told of
-- it; "untold" are the clocks that run from it as they are shown to everybody else. $2 today in London.
select jsonb_build_object('before', (
    select jsonb_agg(jsonb_build_object('held_on', last.held_on, 'circle', last.circle))
    from quorate.conference_before(m.meeting_id) as last
), 'untold', (
    select coalesce(
        jsonb_agg(
            jsonb_build_object(
                'place', c.place,
                'clock', c.clock,
                'label', c.label,
                'anchor', c.anchor,
                'anchor_on', null,
                'due', null,
                'met_by', c.met_by,
                'met_on', c.met_on,
                'working_days_taken', null,
                'state', 'not_started'
            )
        ),
        '[]'
    )
    from timeliness.clocks as c
    where c.meeting_id = m.meeting_id and c.anchor = 'last_conference'
), 'meeting', jsonb_build_object(
    'meeting_id', m.meeting_id,
    'circle', m.circle,
    'kind', m.kind,
    'status', m.status,
    'held_on', m.held_on,
    -- Whoever is asked after that day could not keep it: they have until the day of the meeting.
    'reports_due', case when $2::date > m.reports_due then m.scheduled_on else m.reports_due end,
    'clocks', (
        select coalesce(
            jsonb_agg(
                jsonb_build_object(
                    'place', c.place,
                    'clock', c.clock,
                    'label', c.label,
                    'anchor', c.anchor,
                    'anchor_on', c.anchor_on,
                    'due', c.due,
                    'met_by', c.met_by,
                    'met_on', c.met_on,
                    'working_days_taken', c.working_days_taken,
                    'state', case
                        when c.due is null then 'not_started'
                        when c.met_on <= c.due then 'met'
                        when c.met_on is not null then 'met_late'
                        when $2::date <= c.due then 'running'
                        when c.may_lapse then 'closed'
                        else 'overdue'
                    end
                )
                order by c.place
            ),
            '[]'
        )
        from timeliness.running_clocks as c
        where c.meeting_id = m.meeting_id
    ),
    'reports', (
        select coalesce(
            jsonb_agg(
                jsonb_build_object(
                    'agency_id', r.agency_id,
                    'agency_name', a.name,
                    'due', r.due,
                    'received_on', r.received_on,
                    'state', case
                        when r.due is null then 'not_started'
                        when r.received_on <= r.due then 'met'
                        when r.received_on is not null then 'met_late'
                        -- Received, and an old register does not say when.
                        when r.received then 'met'
                        when $2::date <= r.due then 'running'
                        else 'overdue'
                    end
                )
                order by a.name, r.agency_id
            ),
            '[]'
        )
        from timeliness.reports as r
        left join directory.agencies as a on a.agency_id = r.agency_id
        where r.meeting_id = m.meeting_id
    )
))::text
from timeliness.meetings as m
where m.meeting_id = $1
