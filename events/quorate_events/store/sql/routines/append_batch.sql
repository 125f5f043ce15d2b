-- Appends a batch in one call. Answers with the head before the batch (status 'base', its last_position), and then
-- one row for each append that was not accepted. All others were, and follow the base in the order asked.
--
-- status: 'replayed' (same command id, same content: the first answer); 'reused' (same command id, other content);
-- 'conflict' (a stream has moved on). One refused append never fails the others.
--
-- Nearly every batch is new commands on streams that have not moved, so it is written as if it were; the unique
-- indexes say when it is not. Nothing is left of that attempt then, and quorate.append_judged looks at each
-- append by itself.
--
-- The head row is moved on first, in a statement of its own: it holds the row's lock until the commit, and each
-- statement after it takes a new snapshot, so it sees everything committed under the lock before. It stays out of
-- the inner block: a lock shared between transaction and subtransaction would cost a multixact each time.
create or replace function quorate.append_batch(
    in_ledger text,
    in_command_ids uuid[], in_content_hashes bytea[], in_answers bytea[], in_event_counts integer[],
    in_event_appends integer[], in_event_ids uuid[], in_event_versions bigint[],
    in_event_topics text[], in_event_states bytea[]
)
returns table (append_no integer, status text, first_position bigint, last_position bigint, answer bytea)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '5s'
set enable_seqscan = off
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
    base bigint;
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'quorate.append_batch needs READ COMMITTED' using errcode = '25001';
    end if;

    update quorate.ledger_head h set position = h.position + cardinality(in_event_ids)
    where h.ledger = in_ledger returning h.position - cardinality(in_event_ids) into base;
    if not found then
        insert into quorate.ledger_head (ledger, position) values (in_ledger, 0) on conflict do nothing;
        update quorate.ledger_head h set position = h.position + cardinality(in_event_ids)
        where h.ledger = in_ledger returning h.position - cardinality(in_event_ids) into base;
    end if;

    begin
        insert into quorate.stored_events
            (ledger, notification_id, originator_id, originator_version, topic, state, commit_id)
        select in_ledger, base + e.event_no, e.id, e.version, e.topic, e.state, in_command_ids[e.append_no]
        from unnest(in_event_appends, in_event_ids, in_event_versions, in_event_topics, in_event_states)
             with ordinality as e (append_no, id, version, topic, state, event_no);

        insert into quorate.command_receipts
            (ledger, command_id, content_hash, answer, first_position, last_position)
        select in_ledger, a.command_id, a.content_hash, a.answer,
               case when a.events > 0 then a.placed_last - a.events + 1 end, a.placed_last
        from (
            select asked.*, base + sum(asked.events) over (order by asked.append_no) as placed_last
            from unnest(in_command_ids, in_content_hashes, in_answers, in_event_counts)
                 with ordinality as asked (command_id, content_hash, answer, events, append_no)
        ) a
        order by a.append_no;

        return query select 0, 'base', null::bigint, base, null::bytea;
    exception when unique_violation then
        return query
        select * from quorate.append_judged(
            in_ledger, base, in_command_ids, in_content_hashes, in_answers, in_event_counts,
            in_event_appends, in_event_ids, in_event_versions, in_event_topics, in_event_states
        );
    end;
end
$$;

revoke all on function quorate.append_batch from public;
grant execute on function quorate.append_batch to quorate_app;
