-- Appends what is new of a batch, each append judged by itself. Part of quorate.append_batch, which holds the
-- head row's lock; in_base is the head before the batch. Answers as it does.
--
-- Correlated subqueries keep the look-ups on the indexes whatever the statistics say (an empty table's cached
-- plan would otherwise scan a table that has grown since).
create or replace function quorate.append_judged(
    in_ledger text, in_base bigint,
    in_command_ids uuid[], in_content_hashes bytea[], in_answers bytea[], in_event_counts integer[],
    in_event_appends integer[], in_event_ids uuid[], in_event_versions bigint[],
    in_event_topics text[], in_event_states bytea[]
)
returns table (append_no integer, status text, first_position bigint, last_position bigint, answer bytea)
language plpgsql volatile
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
begin
    return query
    with asked as (
        select a.append_no, a.command_id, a.content_hash, a.answer, a.events,
               r.content_hash as seen_hash, r.answer as seen_answer,
               r.first_position as seen_first, r.last_position as seen_last
        from unnest(in_command_ids, in_content_hashes, in_answers, in_event_counts)
             with ordinality as a (command_id, content_hash, answer, events, append_no)
        left join lateral (
            select * from quorate.command_receipts c
            where c.ledger = in_ledger and c.command_id = a.command_id limit 1
        ) r on true
    ), conflicted as (
        -- Neither the lowest version that an append writes to a stream nor any beyond it may be there.
        select distinct s.append_no
        from (
            select e.append_no, e.stream_id, min(e.version) as version
            from unnest(in_event_appends, in_event_ids, in_event_versions) as e (append_no, stream_id, version)
            group by e.append_no, e.stream_id
        ) s
        where (
            select max(e.originator_version) from quorate.stored_events e
            where e.ledger = in_ledger and e.originator_id = s.stream_id
        ) >= s.version
    ), judged as (
        select asked.*,
               case when seen_hash = content_hash then 'replayed'
                    when seen_hash is not null then 'reused'
                    when conflicted.append_no is not null then 'conflict'
                    else 'accepted' end as verdict
        from asked left join conflicted using (append_no)
    ), placed as (
        select judged.*, in_base + (sum(case verdict when 'accepted' then events else 0 end)
                                 over (order by append_no))::bigint as placed_last
        from judged
    ), written as (
        insert into quorate.stored_events
            (ledger, notification_id, originator_id, originator_version, topic, state, commit_id)
        select in_ledger, in_base + row_number() over (order by e.event_no), e.id, e.version, e.topic, e.state,
               placed.command_id
        from unnest(in_event_appends, in_event_ids, in_event_versions, in_event_topics, in_event_states)
             with ordinality as e (append_no, id, version, topic, state, event_no)
        join placed on placed.append_no = e.append_no
        where placed.verdict = 'accepted'
        order by e.event_no
        returning 1
    ), receipted as (
        insert into quorate.command_receipts
            (ledger, command_id, content_hash, answer, first_position, last_position)
        select in_ledger, p.command_id, p.content_hash, p.answer,
               case when p.events > 0 then p.placed_last - p.events + 1 end, p.placed_last
        from placed p where p.verdict = 'accepted'
    ), moved as (
        update quorate.ledger_head h set position = in_base + (select count(*) from written)
        where h.ledger = in_ledger
    )
    select 0, 'base', null::bigint, in_base, null::bytea
    union all (
        select p.append_no::integer, p.verdict,
               case p.verdict when 'replayed' then p.seen_first end,
               case p.verdict when 'replayed' then p.seen_last end,
               case p.verdict when 'replayed' then p.seen_answer end
        from placed p where p.verdict <> 'accepted' order by p.append_no
    );
end
$$;


revoke all on function quorate.append_judged from public;
