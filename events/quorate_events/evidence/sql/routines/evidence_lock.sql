-- Tree and checkpoints say nothing of what was written, so every session of the application that is for evidence
-- reads them. The projector's role adds to them. Nobody changes or removes them.
do $$
declare
    each text;
begin
    foreach each in array array['tree_hashes', 'checkpoints', 'key_statements', 'cosignatures'] loop
        execute format('alter table quorate.%I enable row level security, force row level security', each);
        execute format('drop policy if exists shown on quorate.%I', each);
        execute format('drop policy if exists projecting on quorate.%I', each);
        execute format('drop policy if exists upkeep on quorate.%I', each);
        execute format(
            'create policy shown on quorate.%I for select to quorate_app using (quorate.purpose() = ''evidence'')',
            each
        );
        execute format(
            'create policy projecting on quorate.%I to quorate_projector using (true) with check (true)', each
        );
        execute format(
            'create policy upkeep on quorate.%I to quorate_owner using (quorate.purpose() = ''upkeep'')', each
        );
        execute format(
            'create or replace trigger refuse_change before update or delete or truncate on quorate.%I '
            'for each statement execute function quorate.refuse_change()',
            each
        );
        execute format('alter table quorate.%I enable always trigger refuse_change', each);
    end loop;
end
$$;

drop policy if exists cosigned on quorate.cosignatures;
create policy cosigned on quorate.cosignatures for insert to quorate_app
with check (quorate.purpose() = 'evidence');

-- What the function sealed_entries reads, as the owner.
drop policy if exists for_entries on quorate.stored_events;
create policy for_entries on quorate.stored_events for select to quorate_owner
using (quorate.purpose() = 'evidence');
