"""The library's own test cases for recorders, run against ours.

Left out: ``test_performance`` and ``test_concurrent_throughput`` (they print rates and assert nothing), and
``AggregateRecorderTestCase`` (for tables of snapshots, which give out no positions; its reads and conflicts are
also in the cases below).
"""

import pytest
from eventsourcing.tests.persistence import (
    ApplicationRecorderTestCase,
    NonInterleavingNotificationIDsBaseCase,
    ProcessRecorderTestCase,
    TrackingRecorderTestCase,
)

from .blocking import BlockingRecorder, LoopThread


class OnOurStore:
    @pytest.fixture(autouse=True)
    def _database(self, database):
        self.dsn = database.app_dsn

    def create_recorder(self):
        thread = LoopThread(self.dsn)
        self.addCleanup(thread.close)
        return BlockingRecorder(thread)


class TestApplicationRecorder(OnOurStore, ApplicationRecorderTestCase):
    test_performance = None
    test_concurrent_throughput = None

    def test_insert_subscribe(self):
        self.optional_test_insert_subscribe()


class TestTrackingRecorder(OnOurStore, TrackingRecorderTestCase):
    pass


class TestProcessRecorder(OnOurStore, ProcessRecorderTestCase):
    test_performance = None


class TestNonInterleavingNotificationIDs(OnOurStore, NonInterleavingNotificationIDsBaseCase):
    pass


# Imported names would be collected as test cases of this file.
del ApplicationRecorderTestCase
del NonInterleavingNotificationIDsBaseCase
del ProcessRecorderTestCase
del TrackingRecorderTestCase
