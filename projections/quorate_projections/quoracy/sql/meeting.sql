-- The quoracy of one meeting as one JSON object; no row when it is not there or not for this viewer.
-- "Previous" is the last conference before this one about one of its children; it counts even where the viewer
-- may not read it, but only as a yes or no.
select jsonb_build_object(
    'meeting_id', m.meeting_id,
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
)::text
from quoracy.meetings as m
left join lateral (
    select bool_or(last.inquorate) as inquorate
    from unnest(m.child_ids) as child (id)
    cross join lateral (
        select before.inquorate
        from quoracy.meetings as before
        where before.child_ids @> array[child.id]
            and before.kind <> 'strategy_discussion'
            and m.kind <> 'strategy_discussion'
            and before.meeting_id <> m.meeting_id
            and before.held_at < coalesce(m.held_at, 'infinity')
        order by before.held_at desc
        limit 1
    ) as last
) as previous on true
where m.meeting_id = $1 and (m.chair_id = $2 or $3 = any(m.readers))
