"""Work that makes no cycles is not searched for them, and whoever searched before searches again."""

import gc

import pytest

from alteram.engine.garbage import collection_paused


def test_no_cycle_is_looked_for_inside_and_all_is_as_before_afterwards() -> None:
    assert gc.isenabled()
    with collection_paused():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_bug_inside_ends_the_pause_too() -> None:
    with pytest.raises(ZeroDivisionError), collection_paused():
        raise ZeroDivisionError
    assert gc.isenabled()


def test_who_had_it_off_keeps_it_off() -> None:
    gc.disable()
    try:
        with collection_paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
