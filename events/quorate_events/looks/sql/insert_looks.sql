-- $1 ledger; $2 and on: one array for each column, arrays of ids as PostgreSQL's text of them. Looks that are there
-- already are left: what was lost on the way is sent again with the same ids.
with told as (
    select look_id, at, practitioner_id, agency_id, what, operation, ground, refused, meeting_id, action_id,
           child_ids::uuid[] as child_ids, part_ids::uuid[] as part_ids, about_practitioner_id
    from unnest(
        $2::uuid[], $3::timestamptz[], $4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::text[],
        $10::uuid[], $11::uuid[], $12::text[], $13::text[], $14::uuid[]
    ) as told (
        look_id, at, practitioner_id, agency_id, what, operation, ground, refused,
        meeting_id, action_id, child_ids, part_ids, about_practitioner_id
    )
), kept as (
    insert into quorate.looks (
        ledger, look_id, at, practitioner_id, agency_id, what, operation, ground, refused,
        meeting_id, action_id, child_ids, part_ids, about_practitioner_id
    )
    select $1, told.* from told
    on conflict do nothing
)
insert into quorate.looks_at_children (child_id, at, look_id)
select distinct child.id, told.at, told.look_id
from told cross join lateral unnest(told.child_ids) as child (id)
on conflict do nothing
