-- Whether the actor of this transaction may know of a child: from a meeting that the actor may read, or from what
-- is the actor's agency's own. Runs as whoever asks.
create or replace function quorate.may_read_child(in_child_id uuid)
returns boolean
language plpgsql stable parallel safe
as $$
begin
    return exists (
        select from access.own_children o
        where o.child_id = in_child_id and o.agency_id = quorate.agency_id()
          and not quorate.excluded_in_person(o.meeting_id)
    ) or exists (
        select from access.children c
        where c.child_id = in_child_id and quorate.may_read_meeting(c.meeting_id)
    );
end
$$;

revoke all on function quorate.may_read_child from public;
grant execute on function quorate.may_read_child to quorate_app, quorate_projector;
