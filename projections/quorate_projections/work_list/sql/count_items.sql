-- Parameters $1 to $7 as in select_items.sql.
select i.kind, count(*) as items, count(*) filter (where i.due < $3) as overdue
from work_list.items i
where not i.excluded && array[$1, $2]::uuid[]
and (i.practitioner_id = $1 or i.agency_id = $2)
and (not $4::boolean or i.practitioner_id = $1 or i.practitioner_id is null)
and ($5::text[] is null or i.kind = any ($5))
and ($6::boolean is null or $6 = coalesce(i.due < $3, false))
and ($7::uuid is null or i.meeting_id = $7)
and (i.shown_until is null or i.shown_until >= $3)
group by i.kind
order by i.kind
