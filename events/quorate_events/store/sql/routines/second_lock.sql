-- The second lock on the log: a session sees nothing and adds nothing unless it says what it is for
-- (quorate_events/access/purpose.py). Forced, so that it holds for the owner too, and so inside append_batch,
-- which runs as the owner with the purpose of the session that calls it.
--
-- A purpose is a setting without columns in it, so the planner asks it once per statement, not once per row.
create or replace function quorate.purpose()
returns text
language sql stable parallel safe
as $$ select current_setting('quorate.purpose', true) $$;

revoke all on function quorate.purpose from public;
grant execute on function quorate.purpose to quorate_app, quorate_projector, quorate_relay;

alter table quorate.ledger_head enable row level security, force row level security;
drop policy if exists for_commands on quorate.ledger_head;
drop policy if exists for_projecting on quorate.ledger_head;
drop policy if exists for_relaying on quorate.ledger_head;
create policy for_commands on quorate.ledger_head using (quorate.purpose() in ('commands', 'upkeep'));
create policy for_projecting on quorate.ledger_head for select to quorate_projector using (true);
create policy for_relaying on quorate.ledger_head for select to quorate_relay using (true);

alter table quorate.stored_events enable row level security, force row level security;
drop policy if exists for_commands on quorate.stored_events;
drop policy if exists for_changes on quorate.stored_events;
drop policy if exists for_projecting on quorate.stored_events;
drop policy if exists for_relaying on quorate.stored_events;
create policy for_commands on quorate.stored_events using (quorate.purpose() in ('commands', 'upkeep'));
create policy for_changes on quorate.stored_events for select to quorate_app
using (quorate.purpose() = 'changes');
create policy for_projecting on quorate.stored_events for select to quorate_projector using (true);
create policy for_relaying on quorate.stored_events for select to quorate_relay using (true);

alter table quorate.command_receipts enable row level security, force row level security;
drop policy if exists for_commands on quorate.command_receipts;
create policy for_commands on quorate.command_receipts using (quorate.purpose() in ('commands', 'upkeep'));

alter table quorate.tracking enable row level security, force row level security;
drop policy if exists for_commands on quorate.tracking;
drop policy if exists for_projecting on quorate.tracking;
create policy for_commands on quorate.tracking using (quorate.purpose() in ('commands', 'upkeep'));
create policy for_projecting on quorate.tracking to quorate_projector using (true) with check (true);
