"""Every page of the portal. A new one adds its router here."""

from quorate_services.portal.pages.drafts import routes as drafts
from quorate_services.portal.pages.my_work import routes as my_work
from quorate_services.portal.signing_in import routes as signing_in

ROUTERS = (
    signing_in.router,
    my_work.router,
    drafts.router,
)
