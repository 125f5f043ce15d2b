create policy meeting_readers on meetings for select to quorate_app
using ((select quorate.is_counting()) or quorate.may_read_meeting(meeting_id));

create policy meeting_readers on children for select to quorate_app
using ((select quorate.is_counting()) or quorate.may_read_meeting(meeting_id));

create policy meeting_readers on invitees for select to quorate_app
using (quorate.may_read_meeting(meeting_id));

create policy meeting_readers on attendees for select to quorate_app
using (quorate.may_read_meeting(meeting_id));

-- Made for trends, and for nothing else.
create policy counting on invited_agencies for select to quorate_app using ((select quorate.is_counting()));

create policy counting on invited_roles for select to quorate_app using ((select quorate.is_counting()));
