create policy meeting_readers on meetings for select to quorate_app
using (quorate.may_read_meeting(meeting_id));

create policy meeting_readers on readers for select to quorate_app
using (quorate.may_read_meeting(meeting_id));

create policy meeting_readers on children for select to quorate_app
using (quorate.may_read_meeting(meeting_id));

-- The data protection officer sees every opening, and nothing of what was opened.
create policy data_protection_officer on emergency_openings for select to quorate_app
using ((select quorate.purpose()) = 'views' and (select quorate.has_duty('data_protection_officer')));
