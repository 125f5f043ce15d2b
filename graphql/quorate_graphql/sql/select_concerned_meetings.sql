-- $1 meetings, $2 practitioner, $3 agency. Those of them that may put work on that person's list: whoever may
-- read the meeting, and whoever owns an action of it without having been invited.
select m.meeting_id
from meeting_record.meetings m
where m.meeting_id = any ($1::uuid[])
  and (
      m.chair_id = $2
      or exists (
          select from meeting_record.readers r where r.meeting_id = m.meeting_id and r.agency_id = $3::uuid
      )
      or exists (
          select from actions_agreed.actions a where a.meeting_id = m.meeting_id and a.agency_id = $3::uuid
      )
  )
