-- Parameters $1 to $6 as in select_looks.sql.
select count(*)
from quorate.looks as l
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
