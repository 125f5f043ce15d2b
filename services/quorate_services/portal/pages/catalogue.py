"""Every page of the portal. A new one adds its router here."""

from quorate_services.portal.pages.actions import routes as actions
from quorate_services.portal.pages.contribution import other_answers
from quorate_services.portal.pages.contribution import routes as contribution
from quorate_services.portal.pages.drafts import routes as drafts
from quorate_services.portal.pages.invitation import routes as invitation
from quorate_services.portal.pages.involvement import routes as involvement
from quorate_services.portal.pages.meetings import routes as meetings
from quorate_services.portal.pages.my_work import routes as my_work
from quorate_services.portal.pages.parts import routes as parts
from quorate_services.portal.signing_in import routes as signing_in

ROUTERS = (
    signing_in.router,
    my_work.router,
    meetings.router,
    invitation.router,
    contribution.router,
    other_answers.router,
    involvement.router,
    parts.router,
    actions.router,
    drafts.router,
)
