-- The conference that a meeting follows, else the last one held about any of its children: kind and day, from
-- which a clock runs, and whom it concerned. It counts even where the actor may not read that conference, and the
-- policy decides on the circle whether the actor is told: so it runs as the owner. It takes nothing but the meeting
-- at its word, and answers who may read that one, who counts over everybody's, and upkeep.
drop function if exists quorate.last_conference(uuid, uuid, uuid[], date) cascade;

create or replace function quorate.conference_before(in_meeting_id uuid)
returns table (kind text, held_on date, circle jsonb)
language plpgsql stable security definer rows 1
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    if not quorate.may_ask_before(in_meeting_id) then
        return;
    end if;
    return query
    select before.kind, before.held_on, before.circle
    from timeliness.meetings as asked
    join timeliness.meetings as before on before.meeting_id in (
            select about.meeting_id from access.children as about where about.child_id = any(asked.child_ids)
            union all
            select asked.follows where asked.follows is not null
        )
    where asked.meeting_id = in_meeting_id
        and before.kind <> 'strategy_discussion'
        and before.meeting_id <> in_meeting_id
        and before.held_on <= coalesce(asked.held_on, asked.scheduled_on)
    order by before.meeting_id = asked.follows desc nulls last, before.held_on desc
    limit 1;
end
$$;

revoke all on function quorate.conference_before from public;
grant execute on function quorate.conference_before to quorate_app, quorate_projector;
