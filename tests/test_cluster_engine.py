"""A cluster of real processes: the answers of one process, whatever happens to workers and scheduler meanwhile."""

import random
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import count

import numpy as np
import pytest
from distributed import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.chart import Window
from events.cluster import branches, cluster_engine, connection
from events.cluster.answer import Answer
from events.cluster.cluster_engine import ClusterEngine, after
from events.engine import EngineError, LocalEngine
from events.facets import NONE
from events.filed import open_table
from events.search import AbandonedError
from events.selection import OPEN, Selection
from tests.cluster_processes import Processes, imported
from tests.strategies import events
from tests.table_strategies import event, place

ALL = Selection(since=OPEN, until=OPEN)
PERIODS = [
    (None, None),
    (OPEN, OPEN),
    ("2019", "2020"),
    ("2023-10", OPEN),
    (OPEN, "1999"),
    ("2023-09-24", "2023-09-24"),
]


@pytest.fixture(scope="module")
def cluster() -> Iterator[Processes]:
    processes = Processes()
    processes.start(workers=2)
    yield processes
    processes.stop()


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    root, number = tmp_path_factory.mktemp("imports"), count()
    return lambda: root / str(next(number))


def two_workers(cluster: Processes) -> None:
    """Have two workers that the scheduler knows, whatever tests did before."""
    if cluster.scheduler is None:
        cluster.start(workers=0)
    while len(cluster.workers) < 2:
        cluster.join()
    until = time.monotonic() + 20
    while there(cluster) != len(cluster.workers):
        assert time.monotonic() < until
        time.sleep(0.1)


def there(cluster: Processes) -> int:
    """How many workers the scheduler knows."""
    with Client(cluster.address, set_as_default=False) as client:
        return len(client.nthreads())


@st.composite
def selections(draw: st.DrawFn, values: dict[str, tuple[str, ...]]) -> Selection:
    found = Selection(q=draw(st.sampled_from(["", "", "a", "kosovo"]))).during(*draw(st.sampled_from(PERIODS)))
    for key in draw(st.sets(st.sampled_from(["region", "actor", "event_type", "status", "place"]), max_size=2)):
        if values[key]:
            found = found.choose(key, draw(st.sets(st.sampled_from(values[key]), min_size=1, max_size=3)))
    box = draw(st.sampled_from([None, None, (-170.0, -80.0, 170.0, 80.0), (100.0, -10.0, -100.0, 60.0)]))
    return Selection(found.facets, found.since, found.until, found.q, box)


def window_of(local: LocalEngine, by: str, skip: int, page: int, across: int = 2**30) -> Window:
    lanes = tuple(range(min(len(local.holdings.values[by]), 3)))
    return Window(*local.holdings.extent, 12, by, lanes, frozenset({0, 2, 3}), across, skip, page)


def same(one: ClusterEngine, two: LocalEngine, selection: Selection, lanes: str, skip: int = 0, page: int = 3) -> None:
    """Everything that a page asks of an engine."""
    summary = two.summarise(selection, lanes)
    assert one.summarise(selection, lanes) == summary
    window = window_of(two, lanes, skip, page)
    chart = two.chart(selection, window)
    assert one.chart(selection, window) == chart and one.chart(selection, window).window == window
    edges = np.linspace(*two.holdings.extent, 7).astype(np.int64)
    assert one.brush(selection, edges, 2**30) == two.brush(selection, edges, 2**30)
    listed = [item for stretch in two.events(selection) for item in stretch]
    assert [item for stretch in one.events(selection) for item in stretch] == listed
    rows = [*chart.listed, *chart.undated, *reversed(chart.unplaced)]
    assert one.outlines(rows) == two.outlines(rows)
    for row in range(min(two.holdings.count, 8)):
        assert one.around(selection, row) == two.around(selection, row)


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(events(), max_size=12, unique_by=lambda item: item.id), st.data())
def test_a_cluster_gives_the_answers_of_one_process(cluster, folders, made, data):
    two_workers(cluster)
    cuts = data.draw(st.lists(st.integers(0, len(made)), max_size=1))
    files = imported(folders(), made, group=data.draw(st.integers(1, 3)), cuts=cuts)
    local = LocalEngine(open_table(files))
    engine = ClusterEngine(files, cluster.address, most=data.draw(st.integers(1, 4)))
    try:
        assert engine.holdings.values == local.holdings.values and engine.holdings.opening == local.holdings.opening
        assert engine.ids(5) == local.ids(5)
        for item in made[:2]:
            assert engine.event(item.id) == local.event(item.id)
        assert engine.event("nowhere") is None
        numbers = range(local.holdings.places + 1)
        assert engine.places(numbers) == local.places(numbers)
        for _ in range(3):
            selection = data.draw(selections(local.holdings.values))
            skip, page = data.draw(st.integers(0, 6)), data.draw(st.integers(1, 5))
            same(engine, local, selection, data.draw(st.sampled_from(["region", "actor", "event_type"])), skip, page)
    finally:
        engine.close()


def many(size: int):
    draw = random.Random(7)
    for number in range(size):
        where = draw.randrange(40)
        day = f"20{draw.randrange(10, 24)}-{draw.randrange(1, 13):02}-{draw.randrange(1, 29):02}"
        yield event(
            f"e{number}",
            draw.choice([day, day, day[:7], day[:4], f"{{{day[:4]},2025}}", None]),
            region=draw.choice(["Kosovo", "Serbia", "Gaza", None]),
            event_type=draw.choice(["battle", "protest", "riot"]),
            actors=tuple(draw.sample("ABCDEFG", draw.randrange(3))),
            place=draw.choice([None, place(f"Place {where}", 40 + where / 10, 20.0 + where)]),
            fatalities_best=draw.choice([None, 0, 3]),
            summary=f"What happened, in words: {'much ' * draw.randrange(30)}{number}.",
        )


@pytest.fixture(scope="module")
def larger(tmp_path_factory):
    files = imported(tmp_path_factory.mktemp("larger") / "import", list(many(2_000)), group=100, cuts=[700])
    return files, LocalEngine(open_table(files))


QUESTIONS = [
    ALL,
    Selection(),
    ALL.choose("region", ["Kosovo", NONE]),
    ALL.choose("actor", ["A"]).during("2015", "2018"),
    Selection(since=OPEN, until=OPEN, bbox=(25.0, 40.0, 50.0, 43.0)),
]


def asked(engine: ClusterEngine, local: LocalEngine, number: int) -> None:
    selection = QUESTIONS[number % len(QUESTIONS)]
    if number % 3 == 0:
        selection = Selection(selection.facets, selection.since, selection.until, f"{number % 50}")
    assert engine.summarise(selection, "region") == local.summarise(selection, "region")
    window = window_of(local, "region", 150, 100, 64)
    chart = local.chart(selection, window)
    assert engine.chart(selection, window) == chart
    assert engine.outlines(chart.listed) == local.outlines(chart.listed)


def test_workers_killed_at_random_never_make_a_number_wrong(cluster, larger):
    two_workers(cluster)
    files, local = larger
    engine = ClusterEngine(files, cluster.address, most=200)
    done = threading.Event()
    killed: list[int] = []

    def killer() -> None:
        draw = random.Random(3)
        while not done.wait(1.0 + draw.random()):
            if there(cluster) >= 2:
                killed.append(cluster.workers[0].pid)
                cluster.kill()
                cluster.join()

    thread = threading.Thread(target=killer)
    thread.start()
    answered, refused, slowest = 0, 0, 0.0
    try:
        until = time.monotonic() + 15
        while time.monotonic() < until:
            began = time.monotonic()
            try:
                asked(engine, local, answered)
                answered += 1
            except EngineError as error:
                assert "ry again" in str(error) or "then try" in str(error)
                refused += 1
            slowest = max(slowest, time.monotonic() - began)
    finally:
        done.set()
        thread.join()
        engine.close()
    print(f"{answered} answers, {refused} refused, {len(killed)} workers killed, the slowest took {slowest:.1f} s")
    assert len(killed) >= 3 and answered > 5 * refused and slowest < 20


def test_a_worker_that_joins_is_used_and_what_a_lost_one_had_is_opened_by_others(cluster, larger):
    two_workers(cluster)
    files, local = larger
    engine = ClusterEngine(files, cluster.address, most=200)
    try:
        before = set(engine.homes.values())
        cluster.join()
        until = time.monotonic() + 20
        while len(set(engine.homes.values())) == len(before):
            assert time.monotonic() < until
            same(engine, local, QUESTIONS[3], "actor")
            time.sleep(0.1)
        same(engine, local, ALL, "region", 30, 50)
        cluster.kill()
        same(engine, local, QUESTIONS[2], "region", 30, 50)
        assert len(set(engine.homes.values())) == len(cluster.workers)
    finally:
        engine.close()


def test_a_scheduler_that_is_gone_is_told_soon_and_used_again_when_it_is_back(cluster, larger):
    two_workers(cluster)
    files, local = larger
    engine = ClusterEngine(files, cluster.address, most=200)
    try:
        cluster.stop()
        for _ in range(2):
            began = time.monotonic()
            with pytest.raises(EngineError, match=r"does not answer.*Try again"):
                engine.summarise(ALL, "region")
            assert time.monotonic() - began < 8
        assert engine.holdings.count == local.holdings.count
        cluster.start(workers=0)
        with pytest.raises(EngineError, match="no workers"):
            until = time.monotonic() + 20
            while time.monotonic() < until:
                try:
                    engine.summarise(ALL, "region")
                except EngineError as error:
                    if "no workers" in str(error):
                        raise
        two_workers(cluster)
        same(engine, local, ALL, "region", 30, 50)
        same(engine, local, QUESTIONS[4], "event_type")
    finally:
        engine.close()


def test_a_scheduler_or_worker_that_hangs_is_told_and_used_again(cluster, larger, monkeypatch):
    two_workers(cluster)
    files, local = larger
    engine = ClusterEngine(files, cluster.address, most=200)
    monkeypatch.setattr(cluster_engine, "LONGEST", 1.0)
    try:
        for process, words in ((cluster.scheduler, "does not answer"), (cluster.workers[0], "no answer within")):
            process.send_signal(signal.SIGSTOP)
            began = time.monotonic()
            with pytest.raises(EngineError, match=words):
                engine.summarise(ALL, "region")
            assert time.monotonic() - began < 10
            process.send_signal(signal.SIGCONT)
            until = time.monotonic() + 20
            while time.monotonic() < until:
                with suppress(EngineError):
                    assert engine.summarise(ALL, "region") == local.summarise(ALL, "region")
                    break
            else:
                raise AssertionError("not used again")
    finally:
        engine.close()


def test_an_answer_that_nobody_waits_for_is_given_up(cluster, larger, monkeypatch):
    two_workers(cluster)
    monkeypatch.setattr(connection, "STEP", 0.0)
    files, local = larger
    engine = ClusterEngine(files, cluster.address, most=200)
    try:
        with pytest.raises(AbandonedError):
            engine.summarise(Selection(q="zzz"), "region", wanted=lambda: False)
        assert engine.summarise(Selection(q="zzz"), "region") == local.summarise(Selection(q="zzz"), "region")
    finally:
        engine.close()


def test_no_job_of_a_query_is_begun_that_was_given_up():
    asked_of: list[bool] = []

    def job(wanted):
        branches.give_up("one")
        asked_of.append(wanted())
        return Answer({0: 1}, 1)

    branches._done("one", job)
    with pytest.raises(AbandonedError):
        branches._done("one", job)
    assert asked_of == [False]


def test_many_ask_at_once(cluster, larger):
    two_workers(cluster)
    files, local = larger
    engine = ClusterEngine(files, cluster.address, most=200)
    wrong: list[BaseException] = []

    def ask(number: int) -> None:
        try:
            for step in range(6):
                asked(engine, local, number + step)
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    engine.close()
    assert not wrong


def test_an_import_that_was_replaced_is_told_and_not_mixed(cluster, tmp_path):
    two_workers(cluster)
    old = imported(tmp_path / "import", list(many(300)), group=100)
    engine = ClusterEngine(old, cluster.address, most=100)
    newer = imported(tmp_path / "newer", list(many(200)), group=100)
    newer[0].replace(old[0])
    second = ClusterEngine(old, cluster.address, most=100)
    try:
        assert second.summarise(ALL, "region").total == 200
        with pytest.raises(EngineError, match="not the file any more"):
            engine.summarise(ALL, "region")
    finally:
        engine.close()
        second.close()


def test_no_scheduler_at_all_is_told(larger):
    nowhere = Processes()
    with pytest.raises(EngineError, match="does not answer"):
        ClusterEngine(larger[0], nowhere.address)
    with pytest.raises(EngineError, match="does not answer"):
        ClusterEngine(larger[0], "nonsense://here")


def test_the_page_of_a_part_is_what_the_parts_before_leave():
    window = Window(0, 1, 1, "region", (), frozenset(), 1, skip=10, page=5)
    assert [after(window, before).skip for before in (0, 4, 10, 40)] == [10, 6, 0, 0]
