-- Whom each of the meetings $1 concerns, as access/resources.Circle, with the owners of its actions.
select f.meeting_id, f.circle::text as circle
from quorate.facts_of_meetings($1::uuid[]) f
