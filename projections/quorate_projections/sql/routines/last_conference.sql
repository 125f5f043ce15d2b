-- The conference that a meeting follows, else the last one held about any of its children: kind and day, from
-- which a clock runs. It counts even where the actor may not read that conference: so it runs as the owner.
create or replace function quorate.last_conference(
    in_meeting_id uuid, in_follows uuid, in_child_ids uuid[], in_until date
)
returns table (kind text, held_on date)
language plpgsql stable security definer rows 1
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    return query
    select before.kind, before.held_on
    from timeliness.meetings as before
    where before.meeting_id in (
            select about.meeting_id from access.children as about where about.child_id = any(in_child_ids)
            union all
            select in_follows where in_follows is not null
        )
        and before.kind <> 'strategy_discussion'
        and before.meeting_id <> in_meeting_id
        and before.held_on <= in_until
    order by before.meeting_id = in_follows desc nulls last, before.held_on desc
    limit 1;
end
$$;

revoke all on function quorate.last_conference from public;
grant execute on function quorate.last_conference to quorate_app, quorate_projector;
