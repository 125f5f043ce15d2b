"""Actions: agreed in the meeting, and what becomes of them afterwards."""

from datetime import date, datetime, timedelta
from uuid import UUID

from quorate_events.command import Command
from quorate_events.meetings.action_progress import (
    AcceptAction,
    CompleteAction,
    ReassignAction,
    RecordActionNotDone,
    ReportProgress,
    RescheduleAction,
)
from quorate_events.meetings.actions import AgreeAction
from quorate_services.demo.guests import Guest
from quorate_services.demo.scene import Scene
from quorate_services.demo.texts import proceedings

_WHAT_BECOMES = (
    ("done", 62.0),
    ("late", 13.0),
    ("open", 13.0),
    ("moved", 5.0),
    ("given", 3.0),
    ("not_done", 4.0),
)


def agree(scene: Scene) -> None:
    """Agree one or two actions for some of the agencies, and let their lives run."""
    owners = [
        guest for guest in scene.guests if guest.speaks and (guest.attends or scene.chance.happens(0.25))
    ]
    moment = scene.last_close - timedelta(minutes=14)
    wanted = scene.chance.between(1, 3) if scene.is_discussion else scene.chance.between(3, 6)
    for place in range(wanted):
        if not owners:
            return
        moment += timedelta(seconds=70)
        _Action(scene, owners[place % len(owners)], moment).agreed()


class _Action:
    def __init__(self, scene: Scene, owner: Guest, agreed_at: datetime) -> None:
        self.scene, self.owner, self.agreed_at = scene, owner, agreed_at
        self.chance = scene.chance
        self.id: UUID = scene.script.new_id(agreed_at)
        days = self.chance.between(2, 12) if scene.is_discussion else self.chance.between(8, 40)
        self.due: date = scene.office.later(scene.plan.decided_on, days)
        self.finished = False

    def agreed(self) -> None:
        scene, chance, child = self.scene, self.chance, self.scene.spoken_of()
        what, measure = chance.one_of(
            proceedings.ACTIONS.get(self.owner.agency.sector, proceedings.OTHER_ACTIONS)
        )
        scene.script.add(
            self.agreed_at,
            scene.by_chair,
            AgreeAction(
                meeting_id=scene.plan.id,
                what=scene.pen.line((what,), child),
                agency_id=self.owner.agency.id,
                role=self.owner.role,
                due=self.due,
                measure=scene.pen.line((measure,), child),
                child_ids=(child.id,) if chance.happens(0.6) else (),
                action_id=self.id,
            ),
        )
        fate = chance.weighted(_WHAT_BECOMES)
        if fate != "open" or chance.happens(0.5):
            self._accept()
        lives = {
            "done": self._done,
            "late": self._late,
            "open": self._open,
            "moved": self._moved,
            "given": self._given,
            "not_done": self._not_done,
        }
        lives[fate]()
        if not self.finished:
            self._chased()

    def _accept(self) -> None:
        meeting_id = self.scene.plan.id
        person = self.owner.person
        command = AcceptAction(meeting_id=meeting_id, action_id=self.id, practitioner_id=person.id)
        self._at(self.scene.days_after_close(0, 1), command)

    def _open(self) -> None:
        """Nothing more happens for long: it will be overdue."""

    def _chased(self) -> None:
        """Somebody asks at the next review, and it is done or given up at last."""
        day = self.scene.office.later(self.due, self.chance.between(20, 65))
        moment = self.scene.office.some_time(self.chance, day)
        if self.chance.happens(0.7):
            self._complete(moment)
        else:
            self._give_up(moment)

    def _done(self) -> None:
        done = min(self._working_day(0.75), self.scene.office.at(self.due, 16 * 60))
        if self.chance.happens(0.15):
            note = self.chance.one_of(proceedings.PROGRESS)
            progress = ReportProgress(meeting_id=self.scene.plan.id, action_id=self.id, note=note)
            self._at(min(self._working_day(0.5), done - timedelta(minutes=30)), progress)
        self._complete(done)

    def _late(self) -> None:
        day = self.scene.office.later(self.due, self.chance.between(1, 15))
        self._complete(self.scene.office.some_time(self.chance, day))

    def _moved(self) -> None:
        new = self.scene.office.later(self.due, self.chance.between(5, 15))
        reason = "The appointment was moved by the other service."
        command = RescheduleAction(meeting_id=self.scene.plan.id, action_id=self.id, due=new, reason=reason)
        self._at(self._working_day(0.7), command)
        if self.chance.happens(0.7):
            self._complete(self.scene.office.some_time(self.chance, new))

    def _given(self) -> None:
        others = [g for g in self.scene.guests if g.agency is not self.owner.agency]
        if not others:
            return
        new, scene = self.chance.one_of(others), self.scene
        command = ReassignAction(
            meeting_id=scene.plan.id,
            action_id=self.id,
            agency_id=new.agency.id,
            role=new.role,
            reason="The other agency sees the child more often, and has agreed.",
        )
        moment = self._working_day(0.5)
        self._at(moment, command)
        self.owner = new
        if self.chance.happens(0.8):
            accept = AcceptAction(meeting_id=scene.plan.id, action_id=self.id, practitioner_id=new.person.id)
            self._at(moment + timedelta(hours=20), accept)
            if self.chance.happens(0.7):
                self._complete(
                    max(scene.office.some_time(self.chance, self.due), moment + timedelta(hours=21))
                )

    def _not_done(self) -> None:
        self._give_up(self._working_day(1.0))

    def _give_up(self, moment: datetime) -> None:
        self.finished = True
        reason = self.chance.one_of(proceedings.NOT_DONE)
        command = RecordActionNotDone(meeting_id=self.scene.plan.id, action_id=self.id, reason=reason)
        self._at(moment, command)

    def _complete(self, moment: datetime) -> None:
        self.finished = True
        evidence = self.chance.one_of(proceedings.EVIDENCE)
        command = CompleteAction(meeting_id=self.scene.plan.id, action_id=self.id, evidence=evidence)
        self._at(moment, command)

    def _working_day(self, share: float) -> datetime:
        """Return a moment about so far (0 to 1) between two days after the meeting and the due date."""
        office, decided = self.scene.office, self.scene.plan.decided_on
        room = max(office.calendar.working_days_between(decided, self.due) - 2, 0)
        # Two days on at least: after the acceptance.
        return office.some_time(self.chance, office.later(decided, 2 + int(room * share)))

    def _at(self, moment: datetime, command: Command) -> None:
        self.scene.script.add(moment, self.owner.person.recorder, command)
