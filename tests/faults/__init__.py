"""Delivery while things go wrong on the way."""

import pytest

pytest.register_assert_rewrite("tests.faults.judge", "tests.faults.live")
