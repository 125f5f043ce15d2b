-- $1 and $2: the viewer's practitioner and agency, null without a duty for it (access/scope.py); the rule is
-- Action.READ_WORK_ITEM of access/rules/, and a test compares the two. $3 today in London. $4 leaves out what is for colleagues in
-- person. Filters, each null when not wanted: $5 kinds, $6 overdue or not, $7 meeting. $8, $9 and $10: the due
-- date, meeting and item behind which the page begins; the most urgent come first, what has no date last. $11 rows.
select
    i.meeting_id, i.item, i.kind, i.agency_id, i.practitioner_id, i.link_id, i.why, i.due, i.since,
    i.meeting_kind, i.scheduled_for, i.child_ids, i.notice, coalesce(i.due < $3, false) as overdue,
    g.name as agency_name, g.sector, p.name as practitioner_name, p.title, p.agency_id as works_for,
    p.kind as practitioner_kind, p.status as practitioner_status, p.duties as practitioner_duties
from work_list.items i
left join directory.agencies g on g.agency_id = i.agency_id
left join directory.practitioners p on p.practitioner_id = i.practitioner_id
where not i.excluded && array[$1, $2]::uuid[]
and (i.practitioner_id = $1 or i.agency_id = $2)
and (not $4::boolean or i.practitioner_id = $1 or i.practitioner_id is null)
and ($5::text[] is null or i.kind = any ($5))
and ($6::boolean is null or $6 = coalesce(i.due < $3, false))
and ($7::uuid is null or i.meeting_id = $7)
and (i.shown_until is null or i.shown_until >= $3)
and (
    $9::uuid is null
    or (coalesce(i.due, 'infinity'), i.meeting_id, i.item) > (coalesce($8::date, 'infinity'), $9, $10::text)
)
order by i.due nulls last, i.meeting_id, i.item
limit $11
