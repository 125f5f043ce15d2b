-- The clocks of one meeting as one JSON object; no row when it is not there. Who may read them is decided
-- after reading, on the circle. "Before" is the last conference, with the circle on which is decided who is told of
-- it; "untold" are the clocks that run from it as they are shown to everybody else. "told_clocks" and "told_reports"
-- are those that are shown otherwise to whoever may know of nothing that an agency took back. $2 today in London.
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
), 'told_clocks', clocks.otherwise, 'told_reports', reports.otherwise, 'meeting', jsonb_build_object(
    'meeting_id', m.meeting_id,
    'circle', m.circle,
    'kind', m.kind,
    'status', m.status,
    'held_on', m.held_on,
    -- Whoever is asked after that day could not keep it: they have until the day of the meeting.
    'reports_due', case when $2::date > m.reports_due then m.scheduled_on else m.reports_due end,
    'clocks', clocks.listed,
    'reports', reports.listed
))::text
from timeliness.meetings as m
cross join lateral (
    select
        coalesce(jsonb_agg(each.clock order by each.place) filter (where not each.otherwise), '[]') as listed,
        coalesce(jsonb_agg(each.clock) filter (where each.otherwise), '[]') as otherwise
    from (
        select
            c.place,
            shown.otherwise,
            jsonb_build_object(
                'place', c.place,
                'clock', c.clock,
                'label', c.label,
                'anchor', c.anchor,
                'anchor_on', c.anchor_on,
                'due', c.due,
                'met_by', c.met_by,
                'met_on', shown.met_on,
                'working_days_taken', shown.days_taken,
                'state', case
                    when c.due is null then 'not_started'
                    when shown.met_on <= c.due then 'met'
                    when shown.met_on is not null then 'met_late'
                    when $2::date <= c.due then 'running'
                    when c.may_lapse then 'closed'
                    else 'overdue'
                end
            ) as clock
        from timeliness.running_clocks as c
        cross join lateral (
            values (false, c.met_on, c.working_days_taken), (true, c.told_met_on, c.told_days_taken)
        ) as shown (otherwise, met_on, days_taken)
        where c.meeting_id = m.meeting_id
            and (not shown.otherwise or c.told_met_on is distinct from c.met_on)
    ) as each
) as clocks
cross join lateral (
    select
        coalesce(
            jsonb_agg(each.report order by each.agency_name, each.agency_id) filter (where not each.otherwise), '[]'
        ) as listed,
        coalesce(jsonb_agg(each.report) filter (where each.otherwise), '[]') as otherwise
    from (
        select
            r.agency_id,
            a.name as agency_name,
            shown.otherwise,
            jsonb_build_object(
                'agency_id', r.agency_id,
                'agency_name', a.name,
                'due', r.due,
                'received_on', shown.received_on,
                'state', case
                    when r.due is null then 'not_started'
                    when shown.received_on <= r.due then 'met'
                    when shown.received_on is not null then 'met_late'
                    -- Received, and an old register does not say when.
                    when shown.received then 'met'
                    when $2::date <= r.due then 'running'
                    else 'overdue'
                end
            ) as report
        from timeliness.reports as r
        left join directory.agencies as a on a.agency_id = r.agency_id
        cross join lateral (
            values (false, r.received, r.received_on), (true, r.told, r.told_on)
        ) as shown (otherwise, received, received_on)
        where r.meeting_id = m.meeting_id
            and (
                not shown.otherwise
                or (r.told, r.told_on) is distinct from (r.received, r.received_on)
            )
    ) as each
) as reports
where m.meeting_id = $1
