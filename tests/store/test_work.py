"""What every store must do with jobs, looks and answers of outlets, run over every back-end."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import cast

import pytest

from alteram.errors import LibraryError
from alteram.model.articles import Tombstone
from alteram.model.ids import Digest, Moment
from alteram.model.live import Contact, Job, JobKind, Look, Standing, Work
from alteram.store import Store

KINDS: tuple[JobKind, ...] = ("feed", "sitemap", "page", "look", "build")
EARLY, DUE, NOW = (Moment(f"2031-05-01T{hour:02}:00:00Z") for hour in (8, 9, 10))
UNTIL, LATE = Moment("2031-05-01T11:00:00Z"), Moment("2031-05-01T12:00:00Z")
FEED, OTHER_FEED = "https://courier.example/feed", "https://post.example/feed"
URL = "https://courier.example/harbour"


def page(host: str, n: int = 0, run_at: Moment | None = DUE, source: str = "") -> Job:
    """A page to fetch."""
    url = f"https://{host}/{n:04}"
    return Job("page", url, url, run_at, source=source)


def full(run_at: Moment | None = DUE) -> Job:
    """A job that has something of its own in every field."""
    return Job("page", "key", URL, run_at, FEED, 3, Moment("2031-04-30"), "http-500", 4, '{"etag":"x"}')


def feed(url: str, run_at: Moment | None = DUE) -> Job:
    """A feed to poll."""
    return Job("feed", url, url, run_at)


def leased(
    store: Store,
    now: Moment = NOW,
    *,
    most: int = 128,
    a_host: int = 2,
    kinds: Sequence[JobKind] = KINDS,
    sources: Sequence[str] | None = None,
    apart_from: Sequence[str] = (),
) -> list[str]:
    """Keys of the jobs that a lease until `UNTIL` gives."""
    taken = store.lease(now, UNTIL, most=most, a_host=a_host, kinds=kinds, sources=sources, apart_from=iter(apart_from))
    return [job.key for job in taken]


# --- what is kept


def test_a_new_store_has_no_work(store: Store) -> None:
    assert list(store.jobs()) == []
    assert store.job("page", URL) is None
    assert store.next_due(KINDS) is None
    assert leased(store) == []
    assert store.release() == ()
    assert store.looks() == ()
    assert store.standings() == ()


def test_a_job_comes_back_as_it_was(store: Store) -> None:
    store.put_work(Work(jobs=(full(),)))
    assert store.job("page", "key") == full()
    assert store.job("look", "key") is None
    assert list(store.jobs()) == [full()]


def test_jobs_replace_new_ones_do_not_and_done_ones_go(store: Store) -> None:
    old, other = full(), replace(full(), kind="look")
    store.put_work(Work(new=(old, other)))
    changed = replace(old, run_at=LATE, outcome="", step=9, lease=None)
    store.put_work(Work(new=(changed,)))
    assert store.job("page", "key") == old
    store.put_work(Work(jobs=(changed,)))
    assert list(store.jobs()) == [other, changed]
    store.put_work(Work(done=(old,)))
    assert list(store.jobs()) == [other]


def test_in_one_step_what_is_done_goes_first_and_new_ones_yield_to_jobs(store: Store) -> None:
    store.put_work(Work(new=(full(),)))
    again, late = replace(full(), tries=0), replace(full(), run_at=LATE)
    store.put_work(Work(done=(full(),), jobs=(again,), new=(late,)))
    assert list(store.jobs()) == [again]
    store.put_work(Work(done=(full(),), new=(late,)))
    assert list(store.jobs()) == [late]


def test_jobs_come_by_kind_and_key_and_of_the_kinds_that_are_named(store: Store) -> None:
    nouns = [replace(page(f"{letter}.example"), kind=kind) for letter in "cab" for kind in KINDS]
    store.put_work(Work(new=tuple(nouns)))
    assert list(store.jobs()) == sorted(nouns, key=lambda job: (job.kind, job.key))
    assert [(job.kind, job.key[8]) for job in store.jobs("sitemap", "feed")] == [
        (kind, letter) for kind in ("feed", "sitemap") for letter in "abc"
    ]


def test_many_jobs_are_one_step(store: Store) -> None:
    nouns = tuple(page("courier.example", n) for n in range(1_700))
    store.put_work(Work(new=nouns))
    store.put_work(Work(jobs=tuple(replace(job, tries=1) for job in nouns), done=nouns[:3]))
    assert list(store.jobs()) == [replace(job, tries=1) for job in nouns]
    store.put_work(Work(done=nouns))
    assert list(store.jobs()) == []


@pytest.mark.parametrize("broken", ["look", "contact"])
def test_a_step_of_which_one_part_fails_keeps_nothing(store: Store, broken: str) -> None:
    before, look = page("kept.example"), Look(URL, DUE, "same")
    store.put_work(Work(new=(before,), looks=(look,), contacts=(Contact("courier", DUE),)))
    nothing = cast(Moment, None)
    step = Work(
        jobs=(replace(before, tries=5),),
        new=(page("new.example"),),
        done=(before,),
        looks=(Look(URL, nothing if broken == "look" else NOW, "changed"),),
        contacts=(Contact(nothing if broken == "contact" else "courier", NOW, "timeout"),),
    )
    with pytest.raises(LibraryError, match="Nothing was kept"):
        store.put_work(step)
    assert list(store.jobs()) == [before]
    assert store.looks() == (look,)
    assert store.standings() == (Standing("courier", DUE),)


def test_foreign_text_that_is_no_text_is_kept_spelled_out(store: Store) -> None:
    odd = Job("page", "\ud800", "https://courier.example/\udcff", DUE, source="\udcff", memory="\ud800")
    store.put_work(Work(new=(odd,), looks=(Look("\udcff", DUE, "same"),)))
    found = store.job("page", "\ud800")
    assert found is not None
    assert (found.key, found.source, found.memory) == ("\\ud800", "\\udcff", "\\ud800")
    assert leased(store, sources=["\udcff"]) == ["\\ud800"]
    assert store.looks("\udcff") == (Look("\\udcff", DUE, "same"),)
    store.put_work(Work(done=(odd,)))
    assert list(store.jobs()) == []


# --- whose turn it is


def test_a_host_with_a_thousand_jobs_keeps_nobody_waiting(store: Store) -> None:
    crowd = [page("loud.example", n, EARLY) for n in range(1_000)]
    small = [page(f"small{n:02}.example") for n in range(20)]
    store.put_work(Work(new=(*crowd, *small)))
    taken = store.lease(NOW, UNTIL, most=21, a_host=5, kinds=("page",))
    assert Counter(job.host for job in taken) == {"loud.example": 1} | {job.host: 1 for job in small}
    taken = store.lease(NOW, UNTIL, most=21, a_host=5, kinds=("page",))
    assert [job.key for job in taken] == [job.key for job in crowd[1:6]]


def test_a_host_gives_its_earliest_jobs_and_no_more_than_it_may(store: Store) -> None:
    times = [Moment(f"2031-05-01T09:{minute:02}:00Z") for minute in range(6)]
    order = random.Random(7).sample(range(6), 6)
    store.put_work(Work(new=tuple(page("a.example", n, times[n]) for n in order)))
    assert [key[-1] for key in leased(store, a_host=4)] == ["0", "1", "2", "3"]
    assert [key[-1] for key in leased(store, a_host=4)] == ["4", "5"]
    assert leased(store, a_host=4) == []


def test_first_jobs_of_all_hosts_come_before_second_ones_and_the_earliest_first(store: Store) -> None:
    late_first = page("a.example", 1, Moment("2031-05-01T09:30:00Z"))
    early = [page("b.example", n, Moment(f"2031-05-01T08:0{n}:00Z")) for n in range(3)]
    store.put_work(Work(new=(late_first, *early)))
    assert leased(store, most=3) == [early[0].key, late_first.key, early[1].key]


def test_what_is_due_at_one_time_comes_by_kind_and_key_whatever_the_order_in_which_it_was_kept(store: Store) -> None:
    url = "https://a.example/0000"
    nouns = [Job(kind, key, url, DUE) for kind in KINDS for key in ("b", "a")]
    random.Random(3).shuffle(nouns)
    store.put_work(Work(new=tuple(nouns)))
    taken = store.lease(NOW, UNTIL, most=128, a_host=128, kinds=KINDS)
    assert [(job.kind, job.key) for job in taken] == sorted((job.kind, job.key) for job in nouns)


def test_hosts_that_are_busy_are_passed_over(store: Store) -> None:
    store.put_work(Work(new=tuple(page(f"{letter}.example", n) for letter in "abc" for n in range(2))))
    assert {key[8] for key in leased(store, apart_from=["a.example", "c.example", "none.example"])} == {"b"}
    assert {key[8] for key in leased(store)} == {"a", "c"}


def test_most_bounds_a_lease_and_what_is_left_is_taken_next(store: Store) -> None:
    store.put_work(Work(new=tuple(page(f"{letter}.example") for letter in "edcba")))
    assert leased(store, most=0) == []
    assert [key[8] for key in leased(store, most=3)] == ["a", "b", "c"]
    assert [key[8] for key in leased(store, most=3)] == ["d", "e"]


def test_jobs_without_a_host_are_taken_too(store: Store) -> None:
    store.put_work(Work(new=(Job("build", "build", "", DUE), Job("page", "bad", "https://[broken", DUE))))
    assert leased(store) == ["build", "bad"]


def test_only_what_is_due_is_taken_and_only_of_the_kinds_asked_for(store: Store) -> None:
    nouns = (page("a.example", 0, NOW), page("a.example", 1, LATE), feed(FEED))
    store.put_work(Work(new=nouns))
    assert leased(store, DUE, kinds=("page",)) == []
    assert leased(store, kinds=("sitemap", "look")) == []
    assert leased(store, kinds=("page",)) == [nouns[0].key]
    assert leased(store, kinds=()) == []


def test_a_lease_names_all_that_is_in_a_feed_and_looks_and_builds_besides(store: Store) -> None:
    own = (feed(FEED), page("c.example", 1, source=FEED), replace(page("c.example", 2, source=FEED), kind="sitemap"))
    others = (feed(OTHER_FEED), page("d.example", source=OTHER_FEED), page("e.example"))
    without = (Job("look", URL, URL, DUE), Job("build", "build", "", DUE))
    store.put_work(Work(new=own + others + without))
    assert store.next_due(KINDS, [OTHER_FEED]) == DUE
    assert set(leased(store, sources=[FEED], a_host=9)) == {job.key for job in own + without}
    assert leased(store, sources=[]) == []
    assert store.next_due(KINDS, [FEED]) is None
    assert set(leased(store)) == {job.key for job in others}


def test_a_page_whose_key_is_a_feed_is_no_part_of_that_feed(store: Store) -> None:
    page_there = Job("page", FEED, FEED, DUE, source=OTHER_FEED)
    store.put_work(Work(new=(page_there,)))
    assert leased(store, sources=[FEED]) == []


# --- leases


def test_what_is_held_is_not_taken_again_until_its_lease_has_run_out(store: Store) -> None:
    job = page("a.example")
    store.put_work(Work(new=(job,)))
    assert store.lease(NOW, UNTIL, most=1, a_host=1, kinds=KINDS) == (replace(job, lease=UNTIL),)
    assert store.job("page", job.key) == replace(job, lease=UNTIL)
    assert leased(store) == []
    assert leased(store, Moment("2031-05-01T10:59:59Z")) == []
    assert store.lease(UNTIL, LATE, most=1, a_host=1, kinds=KINDS) == (replace(job, lease=LATE),)
    assert leased(store, UNTIL) == []


def test_release_gives_back_what_is_held_and_names_it(store: Store) -> None:
    jobs = tuple(page(f"{letter}.example") for letter in "bac")
    store.put_work(Work(new=jobs))
    taken = store.lease(NOW, UNTIL, most=2, a_host=1, kinds=KINDS)
    assert store.release() == taken
    assert store.release() == ()
    assert all(job.lease is None for job in store.jobs())
    assert len(leased(store)) == 3


def test_putting_a_job_ends_its_lease(store: Store) -> None:
    job = page("a.example")
    store.put_work(Work(new=(job,)))
    assert leased(store) == [job.key]
    store.put_work(Work(jobs=(job,)))
    assert leased(store) == [job.key]


def test_what_is_settled_is_never_taken_nor_waited_for_and_new_does_not_revive_it(store: Store) -> None:
    settled = page("a.example", run_at=None, source=FEED)
    store.put_work(Work(new=(settled,)))
    store.put_work(Work(new=(replace(settled, run_at=EARLY),)))
    store.rearm(NOW, KINDS, [FEED])
    store.release()
    assert leased(store, LATE) == []
    assert store.next_due(KINDS) is None
    assert store.job("page", settled.key) == settled


def test_rearm_makes_what_waits_due_now_and_leaves_the_rest(store: Store) -> None:
    waiting = page("a.example", 0, LATE, FEED)
    past = page("a.example", 1, EARLY, FEED)
    foreign = page("b.example", 0, LATE, OTHER_FEED)
    polled, look = feed(FEED, LATE), Job("look", URL, URL, LATE)
    store.put_work(Work(new=(waiting, past, foreign, polled, look)))
    store.rearm(NOW, ("page",), [FEED])
    assert list(store.jobs("page")) == [replace(waiting, run_at=NOW), past, foreign]
    assert list(store.jobs("feed", "look")) == [polled, look]
    store.rearm(NOW, ("feed",), [FEED])
    assert store.job("feed", FEED) == feed(FEED, NOW)


def test_next_due_is_the_earliest_that_nobody_holds(store: Store) -> None:
    store.put_work(Work(new=(page("a.example", 0, EARLY), page("a.example", 1, LATE), page("b.example", 0, DUE))))
    assert store.next_due(("page",)) == EARLY
    assert store.next_due(("feed",)) is None
    assert leased(store, most=1) == ["https://a.example/0000"]
    assert store.next_due(KINDS) == DUE
    assert leased(store, most=1) == ["https://b.example/0000"]
    assert store.next_due(KINDS) == LATE
    store.put_work(Work(new=(page("c.example", 0, Moment("2031-04-30")),)))
    assert store.next_due(KINDS) == "2031-04-30"


def _expected(jobs: Sequence[Job], *, most: int, a_host: int, apart_from: Sequence[str]) -> list[Job]:
    """What `lease` gives by its contract, worked out one job after the other."""
    rank = {job.key: (job.run_at or "", job.kind, job.key) for job in jobs}
    due = [job for job in jobs if job.run_at and job.run_at <= NOW and (job.lease is None or job.lease <= NOW)]
    turns: list[tuple[int, Job]] = []
    for host in sorted({job.host for job in due} - set(apart_from)):
        own = sorted((job for job in due if job.host == host), key=lambda job: rank[job.key])
        turns += enumerate(own[:a_host])
    turns.sort(key=lambda pair: (pair[0], *rank[pair[1].key]))
    return [replace(job, lease=UNTIL) for _, job in turns[:most]]


@pytest.mark.parametrize("seed", range(12))
def test_any_lease_is_what_its_contract_says(store: Store, seed: int) -> None:
    source = random.Random(seed)
    moments = (None, EARLY, DUE, NOW, LATE)
    jobs = [
        replace(
            page(f"{source.choice('abcde')}.example", n, source.choice(moments)),
            kind=source.choice(KINDS),
            lease=source.choice((None, None, None, DUE, NOW, LATE)),
        )
        for n in range(60)
    ]
    store.put_work(Work(new=tuple(jobs)))
    most, a_host = source.randrange(1, 20), source.randrange(1, 5)
    busy = source.sample(("a.example", "b.example", "c.example"), source.randrange(3))
    taken = store.lease(NOW, UNTIL, most=most, a_host=a_host, kinds=KINDS, apart_from=busy)
    assert list(taken) == _expected(jobs, most=most, a_host=a_host, apart_from=busy)


# --- answers and looks


def test_answers_are_counted_in_the_order_in_which_they_came(store: Store) -> None:
    answers = [(EARLY, ""), (DUE, "timeout"), (NOW, "http-500"), (UNTIL, "http-503")]
    store.put_work(Work(contacts=tuple(Contact("courier", *answer) for answer in answers[:2])))
    assert store.standings() == (Standing("courier", EARLY, DUE, "timeout", 1),)
    store.put_work(Work(contacts=tuple(Contact("courier", *answer) for answer in answers[2:])))
    assert store.standings() == (Standing("courier", EARLY, UNTIL, "http-503", 3),)
    store.put_work(Work(contacts=(Contact("courier", LATE, "timeout"), Contact("courier", LATE))))
    assert store.standings() == (Standing("courier", LATE, LATE, "timeout", 0),)
    store.put_work(Work(contacts=(Contact("courier", LATE), Contact("courier", LATE, "gone"))))
    assert store.standings() == (Standing("courier", LATE, LATE, "gone", 1),)


def test_standings_are_by_name_and_each_outlet_has_its_own(store: Store) -> None:
    store.put_work(Work(contacts=(Contact("post", DUE, "timeout"), Contact("courier", DUE), Contact("post", NOW, "x"))))
    assert store.standings() == (Standing("courier", DUE), Standing("post", None, NOW, "x", 2))


def test_looks_are_kept_once_by_address_and_time(store: Store) -> None:
    failed, same = Look(URL, DUE, "failed", "http-404"), Look(URL, EARLY, "same")
    other = Look("https://a.example/", NOW, "left", "reserved")
    store.put_work(Work(looks=(failed, same, other)))
    store.put_work(Work(looks=(failed, same)))
    assert store.looks() == (other, same, failed)
    assert store.looks(URL) == (same, failed)
    assert store.looks("https://b.example/") == ()
    store.put_work(Work(looks=(replace(same, outcome="changed"),)))
    assert store.looks(URL) == (replace(same, outcome="changed"), failed)


# --- removal


def test_a_removal_takes_looks_and_jobs_of_the_address_and_no_others(store: Store) -> None:
    other = page("courier.example", 1, None)
    named = Job("page", "identity", URL, None, source=FEED)
    kept = Look(other.url, DUE, "same")
    store.put_work(Work(new=(named, Job("look", URL, URL, DUE), other), looks=(Look(URL, DUE, "same"), kept)))
    store.bury([Tombstone(URL, "asked", Digest("0" * 64), Digest("1" * 64))])
    assert list(store.jobs()) == [other]
    assert store.looks() == (kept,)


def test_jobs_by_key_gives_those_that_are_there(store: Store) -> None:
    jobs = [Job("page", f"k{n}", f"http://h.example/{n}", None) for n in range(1200)]
    store.put_work(Work(new=(*jobs, Job("feed", "k1", "http://h.example/f", None))))
    wanted = [f"k{n}" for n in range(0, 2400, 2)]
    assert store.jobs_by_key("page", wanted) == {job.key: job for job in jobs[::2]}
    assert store.jobs_by_key("page", []) == {}
