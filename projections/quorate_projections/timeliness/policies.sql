create policy meeting_readers on meetings for select to quorate_app
using ((select quorate.is_counting()) or quorate.may_read_meeting(meeting_id));

create policy meeting_readers on clocks for select to quorate_app
using ((select quorate.is_counting()) or quorate.may_read_meeting(meeting_id));

create policy meeting_readers on reports for select to quorate_app
using (quorate.may_read_meeting(meeting_id));
