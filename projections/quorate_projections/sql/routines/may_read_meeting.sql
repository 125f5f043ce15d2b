-- Whether the actor of this transaction may read a meeting: what Action.READ_MEETING of
-- quorate_events/access/rules/ asks of the meeting, exclusion and emergency included. Runs as whoever asks, over the actor's own
-- entries in the view "access"; fails where that view has not been built.
-- In plpgsql, because it keeps its plan: it is asked once for each row that a question touches.
create or replace function quorate.may_read_meeting(in_meeting_id uuid)
returns boolean
language plpgsql stable parallel safe
as $$
begin
    return (
        exists (
            select from access.readers r
            where r.meeting_id = in_meeting_id and r.agency_id = quorate.agency_id()
        )
        or exists (
            select from access.chairs c
            where c.meeting_id = in_meeting_id and c.practitioner_id = quorate.practitioner_id()
        )
        or exists (
            select from access.openings o
            where o.meeting_id = in_meeting_id and o.practitioner_id = quorate.practitioner_id()
              and o.until > quorate.moment()
        )
    ) and not quorate.excluded_from(in_meeting_id);
end
$$;

revoke all on function quorate.may_read_meeting from public;
grant execute on function quorate.may_read_meeting to quorate_app, quorate_projector;
