-- Whether this transaction may ask what came before a meeting: the actor may read the meeting, or it counts over
-- everybody's meetings, or does upkeep. Nobody else, and nobody without a context.
create or replace function quorate.may_ask_before(in_meeting_id uuid)
returns boolean
language plpgsql stable parallel safe
as $$
begin
    -- Never null: a caller that asks "if not" would go on.
    return coalesce(
        quorate.is_counting()
        or quorate.purpose() = 'upkeep'
        or (quorate.purpose() = 'views' and quorate.may_read_meeting(in_meeting_id)),
        false
    );
end
$$;

revoke all on function quorate.may_ask_before from public;
grant execute on function quorate.may_ask_before to quorate_app, quorate_projector;
