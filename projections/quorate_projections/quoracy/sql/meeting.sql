-- The quoracy of one meeting as one JSON object; no row when it is not there. "Previous" is the last conference
-- before this one about one of its children; "before" are the circles of those. Who may know what of it is decided
-- after reading.
select jsonb_build_object('before', coalesce(previous.circles, '[]'), 'meeting', jsonb_build_object(
    'meeting_id', m.meeting_id,
    'circle', m.circle,
    'kind', m.kind,
    'status', m.status,
    'rule_set', m.rule_set,
    'rule_set_name', m.rule_set_name,
    'previous_inquorate', coalesce(previous.inquorate, false),
    'consecutive_inquorate', m.inquorate and coalesce(previous.inquorate, false),
    'consecutive_inquorate_allowed', m.consecutive_inquorate_allowed,
    'sittings', (
        select coalesce(jsonb_agg(to_jsonb(s) - 'meeting_id' order by s.sitting), '[]')
        from quoracy.sittings as s
        where s.meeting_id = m.meeting_id
    )
))::text
from quoracy.meetings as m
left join lateral (
    select bool_or(last.inquorate) as inquorate, jsonb_agg(last.circle) as circles
    from quorate.conferences_before(m.meeting_id) as last
    where m.kind <> 'strategy_discussion'
) as previous on true
where m.meeting_id = $1
