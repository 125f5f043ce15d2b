create policy meeting_readers on meetings for select to quorate_app
using (quorate.may_read_meeting(meeting_id));

create policy meeting_readers on readers for select to quorate_app
using (quorate.may_read_meeting(meeting_id));

create policy meeting_readers on children for select to quorate_app
using (quorate.may_read_meeting(meeting_id));

-- The data protection officer sees every opening and every change of a chair, and nothing of the meetings.
create policy data_protection_officer on emergency_openings for select to quorate_app
using ((select quorate.purpose()) = 'views' and (select quorate.has_duty('data_protection_officer')));

-- Whoever opened records finds them again, without those from which they are excluded since.
create policy own_openings on emergency_openings for select to quorate_app
using (
    practitioner_id = (select quorate.practitioner_id())
    and until > quorate.moment()
    and not quorate.excluded_from(meeting_id)
);

create policy data_protection_officer on chair_changes for select to quorate_app
using ((select quorate.purpose()) = 'views' and (select quorate.has_duty('data_protection_officer')));
