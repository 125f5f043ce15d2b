-- Whom each of the meetings concerns, as access/resources.Circle, with the owners of its actions: what the policy
-- decides on, also about meetings that the actor may not read. So it runs as the owner; it answers for the purpose
-- "policy" only, and tells nothing of the content.
create or replace function quorate.facts_of_meetings(in_meeting_ids uuid[])
returns table (meeting_id uuid, circle jsonb)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    return query
    select
        m.meeting_id,
        m.circle || jsonb_build_object(
            'acting_agency_ids',
            (
                select coalesce(jsonb_agg(distinct a.agency_id), '[]')
                from actions_agreed.actions a
                where a.meeting_id = m.meeting_id
            )
        )
    from meeting_record.meetings m
    where m.meeting_id = any (in_meeting_ids) and quorate.purpose() in ('policy', 'upkeep');
end
$$;

revoke all on function quorate.facts_of_meetings from public;
grant execute on function quorate.facts_of_meetings to quorate_app;
