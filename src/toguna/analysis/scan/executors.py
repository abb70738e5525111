"""Who runs the replicates: this machine's cores, or a Dask cluster. The answer is the same, to the last bit.

An executor maps a function over tasks and returns the results in order. Replicates carry their own random streams, so
how they are cut into tasks changes nothing.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

from toguna.base.errors import InputError, InstallationError
from toguna.base.text import Text

T = TypeVar("T")
R = TypeVar("R")


class DaskMissing(InstallationError):
    """A Dask cluster was named, but Dask is not installed here."""

    code = "dask-missing"
    text = Text(
        fr="Dask n’est pas installé : ajouter l’option « cluster » du logiciel, ou calculer sans --dask.",
        en="Dask is not installed: add the software's “cluster” extra, or run without --dask.",
    )


class ClusterUnreachable(InputError):
    """Nobody answers at the cluster's address."""

    code = "cluster-unreachable"
    text = Text(
        fr="Aucun serveur Dask ne répond à {address} ; vérifier l’adresse, ou calculer sans --dask.",
        en="No Dask scheduler answers at {address}; check the address, or run without --dask.",
    )


class Executor(Protocol):
    """Runs tasks, keeps their order."""

    @property
    def workers(self) -> int:
        """How many tasks run at a time."""
        ...

    def run(self, work: Callable[[Any, T], R], shared: Any, tasks: Sequence[T]) -> list[R]:
        """`[work(shared, task) for task in tasks]`."""
        ...


class LocalExecutor:
    """Threads of this process: the kernels do not hold the interpreter's lock."""

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or available_cores()

    def run(self, work: Callable[[Any, T], R], shared: Any, tasks: Sequence[T]) -> list[R]:
        """See `Executor`."""
        if self.workers == 1 or len(tasks) == 1:
            return [work(shared, task) for task in tasks]
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(self.workers) as pool:
            futures = [pool.submit(work, shared, task) for task in tasks]
            try:
                return [future.result() for future in futures]
            except BaseException:
                # Whoever interrupts waits for what runs now, not for what has not begun.
                pool.shutdown(wait=False, cancel_futures=True)
                raise


class DaskExecutor:
    """A Dask cluster by address, or a client that is already there. `shared` is sent to each worker once."""

    def __init__(self, address: str | None = None, *, client: Any = None) -> None:
        if client is None:
            try:
                # By name: the cluster extra may be absent.
                client = importlib.import_module("distributed").Client(address)
            except ModuleNotFoundError:
                raise DaskMissing from None
            except OSError:
                raise ClusterUnreachable(address=address) from None
            self._own = True
        else:
            self._own = False
        self.client = client

    @property
    def workers(self) -> int:
        """Threads over all workers."""
        return int(max(1, sum(self.client.nthreads().values())))

    def run(self, work: Callable[[Any, T], R], shared: Any, tasks: Sequence[T]) -> list[R]:
        """See `Executor`."""
        held = self.client.scatter(shared, broadcast=True, hash=False)
        futures = [self.client.submit(work, held, task, pure=False) for task in tasks]
        return list(self.client.gather(futures))

    def close(self) -> None:
        """Leave the cluster, if this object joined it."""
        if self._own:
            self.client.close()


def available_cores() -> int:
    """The cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
