-- Which parts of the content a reader sees is decided after reading. An agency that answered keeps what it said.
create policy meeting_readers on meetings for select to quorate_app
using (quorate.may_read_meeting(meeting_id) or quorate.answered_meeting(meeting_id));

create policy meeting_readers on children for select to quorate_app
using (quorate.may_read_meeting(meeting_id) or quorate.answered_meeting(meeting_id));
