-- Quorate's own followers keep their positions beside what they make of the events. Whoever runs an application of the
-- library's on this store grants its role what it needs: select, insert and update on quorate.tracking.
revoke all on quorate.tracking from quorate_app, quorate_projector;
