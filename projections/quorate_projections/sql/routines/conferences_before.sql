-- For each child of a meeting the last conference before it: whether it was inquorate, and whom it concerned. It
-- counts even where the actor may not read that conference, and the policy decides on the circles whether the actor
-- is told: so it runs as the owner. It takes nothing but the meeting at its word, and answers as conference_before.
drop function if exists quorate.conferences_before(uuid, uuid[], timestamptz);

create or replace function quorate.conferences_before(in_meeting_id uuid)
returns table (inquorate boolean, circle jsonb)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    if not quorate.may_ask_before(in_meeting_id) then
        return;
    end if;
    return query
    select last.inquorate, last.circle
    from quoracy.meetings as asked
    cross join lateral unnest(asked.child_ids) as child (id)
    cross join lateral (
        select before.inquorate, before.circle
        from access.children as about
        join quoracy.meetings as before on before.meeting_id = about.meeting_id
        where about.child_id = child.id
            and about.meeting_id <> in_meeting_id
            and before.kind <> 'strategy_discussion'
            and before.held_at < coalesce(asked.held_at, 'infinity')
        order by before.held_at desc
        limit 1
    ) as last
    where asked.meeting_id = in_meeting_id;
end
$$;

revoke all on function quorate.conferences_before from public;
grant execute on function quorate.conferences_before to quorate_app, quorate_projector;
