-- Whether a meeting about the child $3 may be read by the practitioner $1 or the agency $2.
select exists (
    select
    from meeting_record.children c
    join meeting_record.meetings m using (meeting_id)
    where c.child_id = $3
      and (
          m.chair_id = $1
          or exists (
              select from meeting_record.readers r where r.meeting_id = m.meeting_id and r.agency_id = $2
          )
      )
)
