-- Which parts of the content a reader sees is decided after reading.
create policy meeting_readers on meetings for select to quorate_app
using (quorate.may_read_meeting(meeting_id));

create policy meeting_readers on children for select to quorate_app
using (quorate.may_read_meeting(meeting_id));

-- An agency that was removed keeps what it said; no person who was excluded sees it.
create policy own_agency on own_shares for select to quorate_app
using (agency_id = (select quorate.agency_id()) and not quorate.excluded_in_person(meeting_id));
