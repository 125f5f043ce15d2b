-- Whether the actor of this transaction was excluded from a meeting as a person: then not even what the actor's
-- agency shared is shown. Runs as whoever asks.
create or replace function quorate.excluded_in_person(in_meeting_id uuid)
returns boolean
language plpgsql stable parallel safe
as $$
begin
    return exists (
        select from access.excluded e
        where e.meeting_id = in_meeting_id and e.practitioner_id = quorate.practitioner_id()
    );
end
$$;

revoke all on function quorate.excluded_in_person from public;
grant execute on function quorate.excluded_in_person to quorate_app, quorate_projector;
