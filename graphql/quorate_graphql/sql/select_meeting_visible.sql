-- $1 meeting, $2 practitioner, $3 agency. True when that person may read the meeting: as its chair, or for one
-- of the agencies that may (the rule is sees_meeting in quorate_events/access/visibility.py).
select exists (
    select
    from information_shared.meetings
    where meeting_id = $1
      and (chair_id = $2 or agency_ids @> array[$3::uuid])
)
