"""Every page of the portal. A new one adds its router here."""

from quorate_services.portal.pages.actions import routes as actions
from quorate_services.portal.pages.agreeing import routes as agreeing
from quorate_services.portal.pages.arranging import another_chair, cancelling, core_group, moving
from quorate_services.portal.pages.arranging import routes as arranging
from quorate_services.portal.pages.asking import routes as asking
from quorate_services.portal.pages.asking import sent_out, withdrawing
from quorate_services.portal.pages.attendance import routes as attendance
from quorate_services.portal.pages.board import routes as board
from quorate_services.portal.pages.closing import routes as closing
from quorate_services.portal.pages.contribution import other_answers
from quorate_services.portal.pages.contribution import routes as contribution
from quorate_services.portal.pages.convening import routes as convening
from quorate_services.portal.pages.coordinating import absence, giving
from quorate_services.portal.pages.coordinating import routes as coordinating
from quorate_services.portal.pages.decisions import routes as decisions
from quorate_services.portal.pages.drafts import routes as drafts
from quorate_services.portal.pages.erasure import deciding, holding
from quorate_services.portal.pages.erasure import routes as erasure
from quorate_services.portal.pages.invitation import routes as invitation
from quorate_services.portal.pages.involvement import routes as involvement
from quorate_services.portal.pages.looks import routes as looks
from quorate_services.portal.pages.measures import routes as measures
from quorate_services.portal.pages.meetings import routes as meetings
from quorate_services.portal.pages.my_work import routes as my_work
from quorate_services.portal.pages.oversight import routes as oversight
from quorate_services.portal.pages.parts import routes as parts
from quorate_services.portal.pages.quarterly import routes as quarterly
from quorate_services.portal.pages.record import routes as record
from quorate_services.portal.pages.timeline import as_of, seen_by
from quorate_services.portal.pages.timeline import routes as timeline
from quorate_services.portal.pages.verification import routes as verification
from quorate_services.portal.pages.views import resolving
from quorate_services.portal.pages.views import routes as views
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
    coordinating.router,
    giving.router,
    absence.router,
    convening.router,
    asking.router,
    sent_out.router,
    withdrawing.router,
    arranging.router,
    moving.router,
    another_chair.router,
    cancelling.router,
    core_group.router,
    board.router,
    attendance.router,
    views.router,
    resolving.router,
    decisions.router,
    agreeing.router,
    closing.router,
    record.router,
    measures.router,
    quarterly.router,
    looks.router,
    oversight.router,
    erasure.router,
    deciding.router,
    holding.router,
    verification.router,
    timeline.router,
    as_of.router,
    seen_by.router,
    drafts.router,
)
