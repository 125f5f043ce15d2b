-- Which agency registered a child, and whom the meetings about it concern, as access/resources.ChildFacts; null when
-- there is no such child. Runs as the owner and answers for the purpose "policy" only, as facts_of_meetings does.
create or replace function quorate.facts_of_child(in_child_id uuid)
returns jsonb
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    return (
        select jsonb_build_object(
            'registered_by_agency_id', c.registered_by_agency_id,
            'circles', coalesce(jsonb_agg(m.circle order by m.meeting_id) filter (where m.circle is not null), '[]'),
            'meeting_ids', coalesce(jsonb_agg(m.meeting_id order by m.meeting_id) filter (where m.circle is not null), '[]')
        )
        from directory.children c
        left join meeting_record.children about on about.child_id = c.child_id
        left join meeting_record.meetings m on m.meeting_id = about.meeting_id
        where c.child_id = in_child_id and quorate.purpose() in ('policy', 'upkeep')
        group by c.child_id, c.registered_by_agency_id
    );
end
$$;

revoke all on function quorate.facts_of_child from public;
grant execute on function quorate.facts_of_child to quorate_app;
