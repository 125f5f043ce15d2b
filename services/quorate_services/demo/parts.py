"""The parts of one agency's contribution: headings, texts, audience and release."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from quorate_events.meetings.values import Part, Release, Restriction
from quorate_events.meetings.vocabulary import Audience, PartHeading, RestrictionGround, Sector
from quorate_services.demo.guests import Guest
from quorate_services.demo.scene import Scene
from quorate_services.demo.texts import childs_voice, concerns, professions

_CONFIDED_TO = ("social_care", "police")
_SPEAK_WITH_CHILDREN = (Sector.CHILDRENS_SOCIAL_CARE, Sector.EDUCATION, Sector.HEALTH)


def parts_of(scene: Scene, guest: Guest, moment: datetime) -> tuple[Part, ...]:
    """Return what ``guest``'s agency writes: longer for a conference, shorter for a strategy discussion."""
    writer = _Writer(scene, guest, moment)
    if scene.is_discussion:
        return writer.brief()
    return writer.report()


class _Writer:
    def __init__(self, scene: Scene, guest: Guest, moment: datetime) -> None:
        self._scene, self._guest, self._moment = scene, guest, moment
        self._chance, self._pen = scene.chance, scene.pen
        self._child = scene.spoken_of()
        sector = guest.agency.sector
        self._role = professions.ROLE.get(sector, professions.OTHER_ROLE)
        self._findings = professions.FINDINGS.get(sector, professions.OTHER_FINDINGS)
        self._worries = concerns.WORRIES[scene.plan.family.concern]

    def brief(self) -> tuple[Part, ...]:
        """Who we are and what we hold; worries; sometimes something for few eyes."""
        line, chance = self._pen.line, self._chance
        known = f"{line(self._role, self._child)} {self._paragraph(self._findings, 2)}"
        parts = [self._part(PartHeading.ROLE_AND_INVOLVEMENT, known)]
        if chance.happens(0.8):
            parts.append(self._part(PartHeading.WORRIES, self._paragraph(self._worries, 3)))
        return tuple(parts + self._restricted() + self._voice(0.25))

    def report(self) -> tuple[Part, ...]:
        """The headings of a multi-agency report; not every agency fills in every one."""
        chance = self._chance
        chronology = self._pen.chronology(self._findings, self._child, chance.between(3, 6))
        parts = [
            self._part(PartHeading.ROLE_AND_INVOLVEMENT, self._paragraph(self._role, 3)),
            self._part(PartHeading.CHRONOLOGY, chronology),
            self._part(PartHeading.WORRIES, self._paragraph(self._worries, 4)),
        ]
        if chance.happens(0.8):
            parts.append(
                self._part(PartHeading.STRENGTHS, self._paragraph(professions.STRENGTHS, 3), open_to_all=True)
            )
        if chance.happens(0.45):
            parts.append(self._part(PartHeading.FUTURE_DANGER, self._paragraph(professions.DANGER, 2)))
        if chance.happens(0.6):
            parts.append(self._part(PartHeading.WHAT_NEEDS_TO_HAPPEN, self._paragraph(professions.NEEDED, 3)))
        if chance.happens(0.35):
            offer = self._paragraph(professions.CONTRIBUTION_TO_PLAN, 2)
            parts.append(self._part(PartHeading.CONTRIBUTION_TO_PLAN, offer, open_to_all=True))
        return tuple(parts + self._restricted() + self._voice(0.6))

    def _paragraph(self, options: tuple[str, ...], number: int) -> str:
        return self._pen.paragraph(options, self._child, number)

    def _part(self, heading: PartHeading, text: str, *, open_to_all: bool = False) -> Part:
        chance, police = self._chance, self._guest.agency.sector is Sector.POLICE
        share = 0.15 if police else 0.95 if open_to_all else 0.7
        family = chance.happens(share)
        # Police information is read out in the meeting rather than sent round before it.
        release = Release.AT_MEETING if police and chance.happens(0.6) else Release.ON_SUBMISSION
        return Part(
            heading=heading,
            text=text,
            audience=Audience.SHAREABLE_WITH_FAMILY if family else Audience.PROFESSIONALS_ONLY,
            part_id=self._scene.script.new_id(self._moment),
            release=Release.BY_HAND if chance.happens(0.01) else release,
        )

    def _restricted(self) -> list[Part]:
        if self._guest.confides:
            named = [each for each in self._scene.guests if each.agency.key in _CONFIDED_TO]
            return [self._in_confidence(dict.fromkeys(each.agency.id for each in [*named, self._guest]))]
        police = self._guest.agency.sector is Sector.POLICE
        if not self._chance.happens(0.18 if police else 0.03):
            return []
        agencies = dict.fromkeys((self._scene.guests[0].agency.id, self._guest.agency.id))
        restriction = Restriction(
            ground=RestrictionGround.POLICE_INTELLIGENCE if police else RestrictionGround.THIRD_PARTY,
            reason="It would put another person at risk if the family learned of it.",
            agency_ids=tuple(agencies),
        )
        return [
            Part(
                heading=PartHeading.OTHER,
                text=self._pen.paragraph(professions.RESTRICTED, self._child, 2),
                audience=Audience.RESTRICTED,
                part_id=self._scene.script.new_id(self._moment),
                restriction=restriction,
            )
        ]

    def _in_confidence(self, agency_ids: Iterable[UUID]) -> Part:
        return Part(
            heading=PartHeading.OTHER,
            text=professions.IN_CONFIDENCE,
            audience=Audience.RESTRICTED,
            part_id=self._scene.script.new_id(self._moment),
            restriction=Restriction(
                RestrictionGround.THIRD_PARTY, professions.WHY_IN_CONFIDENCE, tuple(agency_ids)
            ),
        )

    def _voice(self, share: float) -> list[Part]:
        """The child's wishes and feelings: a part of their own, for one child at a time."""
        if self._guest.agency.sector not in _SPEAK_WITH_CHILDREN or not self._chance.happens(share):
            return []
        social_care = self._guest.agency.sector is Sector.CHILDRENS_SOCIAL_CARE
        children = self._scene.children if social_care else (self._child,)
        parts = []
        for child in children:
            age = child.age(self._scene.plan.held_on)
            options: tuple[str, ...] = childs_voice.OLDER if age >= 4 else childs_voice.YOUNGER
            if child.born > self._scene.plan.convened_on:
                options = childs_voice.UNBORN
            parts.append(
                Part(
                    heading=PartHeading.CHILDS_WISHES_AND_FEELINGS,
                    text=self._pen.paragraph(options, child, 2),
                    audience=Audience.PROFESSIONALS_ONLY if age >= 4 else Audience.SHAREABLE_WITH_FAMILY,
                    part_id=self._scene.script.new_id(self._moment),
                    child_id=child.id,
                )
            )
        return parts
