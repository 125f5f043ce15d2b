-- Whom the meeting $1 concerns, as access/resources.Circle; nothing where it is not for whoever asks.
select m.circle::text
from meeting_record.meetings m
where m.meeting_id = $1
