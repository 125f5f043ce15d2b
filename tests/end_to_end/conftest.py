"""The stories assert in modules of their own, and say as much as a test does when they fail."""

import pytest

pytest.register_assert_rewrite("tests.end_to_end.story", "tests.end_to_end.support")
