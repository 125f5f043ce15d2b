-- The owner of an action sees it without being invited to the meeting; nobody who was excluded sees it.
create policy owner_or_meeting_readers on actions for select to quorate_app
using (
    (select quorate.is_counting())
    or (agency_id = (select quorate.agency_id()) and not quorate.excluded_from(meeting_id))
    or quorate.may_read_meeting(meeting_id)
);

create policy meeting_readers on readers for select to quorate_app
using (quorate.may_read_meeting(meeting_id));
