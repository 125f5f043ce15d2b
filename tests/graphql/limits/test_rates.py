"""Whoever asks for too much within a minute waits; others do not wait for them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.graphql.conftest import Api, for_tests
from tests.support.sign_in import authorization

from quorate_events.access.actor import Actor
from quorate_graphql.limits.rates import NEW_DOCUMENT, Buckets, Meter, RateLimited, Rates
from quorate_services.api.app import create_app

VIEWER = "{ viewer { agencyId } }"


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def actor(agency_id: UUID | None = None) -> Actor:
    return Actor(uuid4(), agency_id or uuid4())


def test_a_minute_s_worth_may_be_asked_for_at_once_and_then_no_more() -> None:
    meter, person = Meter(Rates(person=60), Clock()), actor()
    meter.charge(person, 60)
    with pytest.raises(RateLimited) as refused:
        meter.charge(person, 10)
    assert refused.value.retry_after == 10


def test_after_the_time_that_was_told_it_is_let_through() -> None:
    clock = Clock()
    meter, person = Meter(Rates(person=60), clock), actor()
    meter.charge(person, 60)
    clock.now += 10
    meter.charge(person, 10)


def test_what_is_refused_is_not_charged() -> None:
    clock = Clock()
    meter, person = Meter(Rates(person=60, agency=1000), clock), actor()
    meter.charge(person, 60)
    for _ in range(100):
        with pytest.raises(RateLimited):
            meter.charge(person, 10)
    clock.now += 10
    meter.charge(person, 10)


def test_an_agency_shares_a_bucket() -> None:
    meter, agency_id = Meter(Rates(person=100, agency=150), Clock()), uuid4()
    meter.charge(actor(agency_id), 100)
    with pytest.raises(RateLimited):
        meter.charge(actor(agency_id), 100)
    meter.charge(actor(), 100)


def test_all_who_are_not_identified_share_a_bucket_and_nobody_else_s() -> None:
    meter = Meter(Rates(unidentified=100), Clock())
    meter.charge(None, 100)
    with pytest.raises(RateLimited):
        meter.charge(None, 1)
    meter.charge(actor(), 100)


def test_what_costs_more_than_a_bucket_holds_waits_for_a_full_one() -> None:
    clock = Clock()
    meter, person = Meter(Rates(person=60), clock), actor()
    meter.charge(person, 1_000)
    with pytest.raises(RateLimited) as refused:
        meter.charge(person, 1_000)
    assert refused.value.retry_after == 60


def test_a_rate_of_nothing_is_no_bound() -> None:
    meter, person = Meter(Rates(person=0, agency=0), Clock()), actor()
    for _ in range(10):
        meter.charge(person, 1_000_000)


def test_no_more_buckets_are_kept_than_there_may_be() -> None:
    buckets = Buckets(60, most=3)
    for key in range(10):
        buckets.take(key, 1, 0.0)
    assert len(buckets) == 3


def test_the_bucket_used_longest_ago_is_forgotten_first() -> None:
    buckets = Buckets(60, most=2)
    for key in ("a", "b", "a", "c"):
        buckets.take(key, 60, 0.0)
    assert buckets.wait("a", 60, 0.0) > 0
    assert buckets.wait("b", 60, 0.0) == 0


@asynccontextmanager
async def api_with(office: Any, **rates: int) -> AsyncIterator[Api]:
    options = replace(for_tests(office), rates=Rates(**rates))
    opened = Api(create_app(office, options))
    yield opened
    await opened.http.aclose()


async def test_over_http_the_refusal_has_its_status_and_says_when_to_come_again(
    office: Any, people: Any
) -> None:
    async with api_with(office, person=NEW_DOCUMENT + 1) as api:
        headers = authorization(people.police.practitioner_id)
        answers = [await api.http.post("/graphql", json={"query": VIEWER}, headers=headers) for _ in range(2)]
        others = await api.send(VIEWER, people.chair)
    assert answers[0].status_code == 429
    assert 0 < int(answers[0].headers["retry-after"]) <= 60
    error = answers[0].json()["errors"][0]
    assert error["extensions"]["code"] == "rate_limited"
    assert error["extensions"]["retryAfter"] == int(answers[0].headers["retry-after"])
    assert "data" not in answers[0].json()
    assert answers[1].status_code == 429
    assert "errors" not in others


async def test_documents_that_are_not_valid_are_charged_as_well(office: Any) -> None:
    async with api_with(office, unidentified=3 * NEW_DOCUMENT) as api:
        codes = [
            (await api.send(f"{{ nothing{number} }}"))["errors"][0]["extensions"]["code"]
            for number in range(4)
        ]
    assert codes == ["invalid_document"] * 3 + ["rate_limited"]


async def test_a_known_document_is_charged_only_what_its_answer_can_hold(office: Any) -> None:
    async with api_with(office, unidentified=NEW_DOCUMENT + 40) as api:
        for _ in range(20):
            assert "errors" not in await api.send(VIEWER)
        # Meanwhile the bucket fills again, but not as fast as somebody asks.
        later = [await api.send(VIEWER) for _ in range(60)]
        (refused, *_) = [each for each in later if "errors" in each]
        assert refused["errors"][0]["extensions"]["code"] == "rate_limited"


async def test_a_command_costs_more_than_its_answer(api: Any) -> None:
    from graphql import get_operation_ast, parse

    from quorate_graphql.extensions import core_of
    from quorate_graphql.limits.cost import COMMAND, cost_of
    from quorate_graphql.schema import build_schema

    document = parse("mutation ($i: CancelMeetingInput!) { cancelMeeting(input: $i) { __typename } }")
    operation = get_operation_ast(document)
    assert operation is not None
    assert cost_of(core_of(build_schema()), document, operation, {}) == COMMAND + 2


async def test_a_document_checked_once_and_a_command_fit_many_times_into_the_default() -> None:
    meter, person = Meter(clock=Clock()), actor()
    for _ in range(500):
        meter.charge(person, NEW_DOCUMENT + 1_000)
