"""Many jobs, in processes of this machine and on a cluster."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from line_engine import BrokenOpener, LineOpener, NoOpener, write_document_files

from aligner.batch import Job, Policy, State, run_in_processes, run_on_cluster
from aligner.errors import InputError, MissingPartError

NAMES = ("a", "b", "c", "d", "e")


def jobs(folder: Path, out: str, openings: Sequence[str] = ("It was so.",) * 5) -> list[Job]:
    return [
        Job(name, write_document_files(folder, name, first), folder / out / f"{name}.parquet")
        for name, first in zip(NAMES, openings, strict=True)
    ]


def tables(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.parquet")}


def test_tables_do_not_depend_on_the_number_of_workers(tmp_path: Path) -> None:
    for workers in (1, 3):
        outcomes = list(run_in_processes(jobs(tmp_path, f"out{workers}"), LineOpener(), workers, Policy()))
        assert sorted(outcome.name for outcome in outcomes) == list(NAMES)
        assert {outcome.state for outcome in outcomes} == {State.ALIGNED}
    assert tables(tmp_path / "out1") == tables(tmp_path / "out3")
    assert len(tables(tmp_path / "out1")) == 5


def test_a_document_that_kills_its_process_stops_no_other(tmp_path: Path) -> None:
    some = jobs(tmp_path, "out", ("It was so.", "CRASH.", "It was so.", "BUG.", "It was so."))
    outcomes = {outcome.name: outcome for outcome in run_in_processes(some, LineOpener(), 2, Policy())}
    failed = {name: outcome.error for name, outcome in outcomes.items() if outcome.state is State.FAILED}
    assert failed == {
        "b": "b: its process ended with code -9 (out of memory?)",
        "d": "d: unexpected ZeroDivisionError: a bug",
    }
    assert sorted(tables(tmp_path / "out")) == ["a.parquet", "c.parquet", "e.parquet"]


def test_a_second_run_does_only_what_is_left(tmp_path: Path) -> None:
    done, todo = jobs(tmp_path, "out")[:3], jobs(tmp_path, "out")
    list(run_in_processes(done, LineOpener(), 2, Policy()))
    outcomes = run_in_processes(todo, LineOpener(), 2, Policy(resume=True))
    states = {outcome.name: outcome.state for outcome in outcomes}
    assert [states[name] for name in NAMES] == [State.UNCHANGED] * 3 + [State.ALIGNED] * 2


def test_calling_a_run_off_ends_its_processes_at_once(tmp_path: Path) -> None:
    some = jobs(tmp_path, "out", ("It was so.", "SLOW.", "SLOW.", "SLOW.", "SLOW."))
    outcomes = run_in_processes(some, LineOpener(), 2, Policy())
    assert next(outcomes).name == "a"
    started = time.monotonic()
    outcomes.close()
    assert time.monotonic() - started < 5
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a.parquet"]


def test_a_missing_part_is_said_once_and_for_all(tmp_path: Path) -> None:
    with pytest.raises(MissingPartError) as caught:
        list(run_in_processes(jobs(tmp_path, "out"), NoOpener(), 2, Policy()))
    assert str(caught.value) == "the line engine is missing (pip install lines)"


def test_an_engine_that_breaks_on_opening_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the engine cannot be opened: unexpected FileNotFoundError"):
        list(run_in_processes(jobs(tmp_path, "out"), BrokenOpener(), 1, Policy()))


@pytest.mark.filterwarnings("default")
def test_a_cluster_gives_the_same_tables(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed", reason="Dask is not installed (the extra 'distributed')")
    list(run_in_processes(jobs(tmp_path, "here"), LineOpener(), 1, Policy()))
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=2, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        address = cluster.scheduler_address
        outcomes = list(run_on_cluster(jobs(tmp_path, "there"), LineOpener(), address, Policy()))
        with pytest.raises(MissingPartError, match="the line engine is missing"):
            list(run_on_cluster(jobs(tmp_path, "nowhere"), NoOpener(), address, Policy()))
    assert {outcome.state for outcome in outcomes} == {State.ALIGNED}
    assert tables(tmp_path / "here") == tables(tmp_path / "there")


@pytest.mark.filterwarnings("default")
def test_a_scheduler_that_does_not_answer_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="Dask is not installed (the extra 'distributed')")
    monkeypatch.setattr("aligner.batch.cluster._PATIENCE", "1s")
    with pytest.raises(InputError, match="no scheduler answers there"):
        list(run_on_cluster(jobs(tmp_path, "out"), LineOpener(), "tcp://127.0.0.1:9", Policy()))
