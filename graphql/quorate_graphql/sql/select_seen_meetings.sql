-- $1 meetings, $2 practitioner, $3 agency. Which of them that person may read: as their chair, or for one of the
-- agencies that may (the rule is sees_meeting in quorate_events/access/visibility.py).
select meeting_id
from information_shared.meetings
where meeting_id = any ($1::uuid[])
  and (chair_id = $2 or agency_ids @> array[$3::uuid])
