-- Whom each of the meetings $1 is about, by their ids.
select c.meeting_id, c.child_ids
from quorate.children_of_meetings($1::uuid[]) c
