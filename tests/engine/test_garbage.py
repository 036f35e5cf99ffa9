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


def test_what_is_left_alive_is_old_at_once_and_a_cycle_in_it_is_still_found() -> None:
    with collection_paused():
        kept: list[object] = [[]]
        loose: list[object] = []
        loose.append(loose)
    assert any(one is kept for one in gc.get_objects(generation=2))
    del loose
    assert gc.collect() > 0
