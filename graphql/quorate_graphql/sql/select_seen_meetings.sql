-- $1 meetings, $2 practitioner, $3 agency. Which of them that person may read: as their chair, or for one of the
-- agencies that may (the rule is sees_meeting in quorate_events/access/visibility.py).
select m.meeting_id
from meeting_record.meetings m
where m.meeting_id = any ($1::uuid[])
  and (
      m.chair_id = $2
      or exists (
          select from meeting_record.readers r where r.meeting_id = m.meeting_id and r.agency_id = $3::uuid
      )
  )
