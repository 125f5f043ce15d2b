-- The second lock on what the engine keeps. Streams that were stopped: whoever looks after the installation sees
-- them. (projection_build holds positions only.)
alter table quorate.projection_poison enable row level security, force row level security;
drop policy if exists for_projecting on quorate.projection_poison;
drop policy if exists for_upkeep on quorate.projection_poison;
create policy for_projecting on quorate.projection_poison to quorate_projector, quorate_owner
using (true) with check (true);
create policy for_upkeep on quorate.projection_poison for select to quorate_app
using (quorate.purpose() = 'upkeep');
