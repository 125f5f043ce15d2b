-- Looks are added by sessions that are for looks. They are read, for that purpose too, by whoever is entrusted with
-- auditing, and by everybody as far as they are their own. Nobody changes or removes them; after the end of their
-- retention the owner detaches the trigger to do so (docs/operations.md).
alter table quorate.looks enable row level security, force row level security;
drop policy if exists added on quorate.looks;
drop policy if exists audited on quorate.looks;
drop policy if exists upkeep on quorate.looks;
create policy added on quorate.looks for insert to quorate_app with check (quorate.purpose() = 'looks');
create policy audited on quorate.looks for select to quorate_app
using (
    (select quorate.purpose()) = 'looks'
    and (
        (select quorate.has_duty('auditor', 'data_protection_officer'))
        or practitioner_id = (select quorate.practitioner_id())
    )
);
create policy upkeep on quorate.looks to quorate_owner using (quorate.purpose() = 'upkeep');

alter table quorate.looks_at_children enable row level security, force row level security;
drop policy if exists added on quorate.looks_at_children;
drop policy if exists audited on quorate.looks_at_children;
drop policy if exists upkeep on quorate.looks_at_children;
create policy added on quorate.looks_at_children for insert to quorate_app
with check (quorate.purpose() = 'looks');
create policy audited on quorate.looks_at_children for select to quorate_app
using (quorate.purpose() = 'looks' and quorate.has_duty('auditor', 'data_protection_officer'));
create policy upkeep on quorate.looks_at_children to quorate_owner using (quorate.purpose() = 'upkeep');

create or replace trigger refuse_change
    before update or delete or truncate on quorate.looks
    for each statement execute function quorate.refuse_change();
alter table quorate.looks enable always trigger refuse_change;

create or replace trigger refuse_change
    before update or delete or truncate on quorate.looks_at_children
    for each statement execute function quorate.refuse_change();
alter table quorate.looks_at_children enable always trigger refuse_change;
