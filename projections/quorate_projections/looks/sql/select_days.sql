-- $1 ledger, $2 and $3 between these times. What each person read on each London day: how many looks (what lists showed
-- of a meeting counts once a day, however often a page asked again), how many were refused, how many records were opened
-- in an emergency, and how many meetings were tried in vain of which neither the person nor anybody of the agency was ever
-- shown anything.
select
    l.practitioner_id, p.name as practitioner_name, l.agency_id, a.name as agency_name,
    (l.at at time zone 'Europe/London')::date as day,
    count(*) filter (
        where l.refused is null
            and l.what not in ('meeting_listed', 'work_listed', 'emergency_openings', 'chair_changes')
    )
    + count(distinct l.meeting_id) filter (
        where l.refused is null
            and l.what in ('meeting_listed', 'work_listed', 'emergency_openings', 'chair_changes')
    ) as looks,
    count(*) filter (where l.refused is not null) as refusals,
    count(distinct l.meeting_id) filter (where l.ground = 'emergency') as emergencies,
    count(distinct l.meeting_id) filter (where l.refused is not null and shown.meeting_id is null) as strangers
from quorate.looks as l
left join (
    select distinct s.agency_id, s.meeting_id
    from quorate.looks as s
    where s.ledger = $1 and s.refused is null and s.meeting_id is not null and s.ground is distinct from 'emergency'
) as shown on shown.agency_id = l.agency_id and shown.meeting_id = l.meeting_id
left join directory.practitioners as p on p.practitioner_id = l.practitioner_id
left join directory.agencies as a on a.agency_id = l.agency_id
where l.ledger = $1 and l.at >= $2 and l.at < $3
group by 1, 2, 3, 4, 5
order by day, practitioner_id, agency_id
