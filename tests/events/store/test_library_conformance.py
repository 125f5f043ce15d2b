"""The library's own test cases for recorders, run against ours.

Left out: ``AggregateRecorderTestCase``. It is for tables of snapshots, which give out no positions, and
asserts that none come back; its reads and conflicts are in the cases below too.
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
    def test_insert_subscribe(self):
        self.optional_test_insert_subscribe()


class WithTracking(OnOurStore):
    """No role of Quorate's keeps positions as the library does; the owner of the tables may."""

    @pytest.fixture(autouse=True)
    def _database(self, database):
        self.dsn = database.owner_dsn


class TestTrackingRecorder(WithTracking, TrackingRecorderTestCase):
    pass


class TestProcessRecorder(WithTracking, ProcessRecorderTestCase):
    pass


class TestNonInterleavingNotificationIDs(OnOurStore, NonInterleavingNotificationIDsBaseCase):
    pass


# Imported names would be collected as test cases of this file.
del ApplicationRecorderTestCase
del NonInterleavingNotificationIDsBaseCase
del ProcessRecorderTestCase
del TrackingRecorderTestCase
