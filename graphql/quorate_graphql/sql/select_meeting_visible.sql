-- $1 meeting, $2 practitioner, $3 agency. True when that person may read the meeting: as its chair, or for one
-- of the agencies that may (the rule is sees_meeting in quorate_events/access/visibility.py).
select exists (
    select
    from meeting_record.meetings m
    where m.meeting_id = $1
      and (
          m.chair_id = $2
          or exists (
              select from meeting_record.readers r where r.meeting_id = m.meeting_id and r.agency_id = $3::uuid
          )
      )
)
