-- Whether the actor of this transaction, or the actor's agency, was excluded from a meeting: then nothing of it is
-- shown but what an excluded agency had shared itself. Runs as whoever asks.
create or replace function quorate.excluded_from(in_meeting_id uuid)
returns boolean
language plpgsql stable parallel safe
as $$
begin
    return quorate.excluded_in_person(in_meeting_id) or exists (
        select from access.excluded_agencies e
        where e.meeting_id = in_meeting_id and e.agency_id = quorate.agency_id()
    );
end
$$;

revoke all on function quorate.excluded_from from public;
grant execute on function quorate.excluded_from to quorate_app, quorate_projector;
