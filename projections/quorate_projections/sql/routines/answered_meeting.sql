-- Whether the actor's agency said something in a meeting, which it may go on reading when it is not invited any
-- more; not for a person who was excluded.
create or replace function quorate.answered_meeting(in_meeting_id uuid)
returns boolean
language plpgsql stable parallel safe
as $$
begin
    return exists (
        select from access.answered a
        where a.meeting_id = in_meeting_id and a.agency_id = quorate.agency_id()
    ) and not quorate.excluded_from(in_meeting_id);
end
$$;

revoke all on function quorate.answered_meeting from public;
grant execute on function quorate.answered_meeting to quorate_app, quorate_projector;
