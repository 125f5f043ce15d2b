import pytest
from tests.support.meetings import Story


@pytest.fixture
def story() -> Story:
    return Story()
