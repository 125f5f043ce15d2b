-- Everything shared in the meeting $1, as kept: who may know what of it is decided after reading.
select m.content
from information_shared.meetings m
where m.meeting_id = $1
