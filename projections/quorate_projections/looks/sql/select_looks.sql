-- $1 ledger. Which looks, each null when not wanted: $2 at this child, $3 at this meeting, $4 by this person, $5 and
-- $6 between these times. $7 and $8: the time and id behind which the page begins; the latest come first. $9 rows.
-- Looks at a child are found by their table; "found" is planned away where no child is asked for.
select
    l.look_id, l.at, l.practitioner_id, p.name as practitioner_name, l.agency_id, a.name as agency_name,
    l.what, l.operation, l.ground, l.refused, l.meeting_id, l.action_id, l.child_ids, l.part_ids,
    l.about_practitioner_id, about.name as about_practitioner_name
from quorate.looks as l
left join directory.practitioners as p on p.practitioner_id = l.practitioner_id
left join directory.agencies as a on a.agency_id = l.agency_id
left join directory.practitioners as about on about.practitioner_id = l.about_practitioner_id
where l.ledger = $1
    and (
        $2::uuid is null
        or l.look_id in (
            select found.look_id from quorate.looks_at_children as found
            where found.child_id = $2
                and ($5::timestamptz is null or found.at >= $5)
                and ($6::timestamptz is null or found.at <= $6)
        )
    )
    and ($3::uuid is null or l.meeting_id = $3)
    and ($4::uuid is null or l.practitioner_id = $4)
    and ($5::timestamptz is null or l.at >= $5)
    and ($6::timestamptz is null or l.at <= $6)
    and ($7::timestamptz is null or (l.at, l.look_id) < ($7, $8::uuid))
order by l.at desc, l.look_id desc
limit $9
