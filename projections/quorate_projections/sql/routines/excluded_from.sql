-- Whether the actor of this transaction was excluded from a meeting: then nothing of it is shown, not even what is
-- the actor's agency's own. Runs as whoever asks.
create or replace function quorate.excluded_from(in_meeting_id uuid)
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

revoke all on function quorate.excluded_from from public;
grant execute on function quorate.excluded_from to quorate_app, quorate_projector;
