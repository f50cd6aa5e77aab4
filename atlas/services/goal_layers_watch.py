"""Watches the goals, and has their layers made again when people have stopped confirming: once, however many clicks."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from atlas.core.errors import AtlasError
from atlas.services.goal_layers import LayerRenewal
from atlas.stores.goal_layers import MadeOf

_logger = logging.getLogger(__name__)
#: How often the goals are looked at [s].
LOOK_S = 1.0
#: So long nobody has confirmed anything, before the layers are made again [s].
QUIET_S = 2.0
#: Whoever confirms without a pause waits no longer than this [s].
LONGEST_S = 15.0
#: How long to wait after a failure, such as a full disk [s].
RETRY_S = 60.0
#: Somebody else makes them or builds, or has just built: that is over soon.
_PASSING = frozenset({"layers_renewing", "built_meanwhile", "build_running"})


@dataclass(slots=True)
class Patience:
    """Tells when to begin."""

    wanted: MadeOf | None = None
    since: float = 0.0
    first: float = 0.0
    not_before: float = 0.0

    def is_due(self, wanted: MadeOf | None, now: float) -> bool:
        """Whether the layers are to be made again now.

        Parameters
        ----------
        wanted
            Of what they should be made; ``None`` when they are.
        now
            Time that only goes up [s].

        Returns
        -------
        bool
            Not while things still change, unless for long.
        """
        if wanted != self.wanted:
            if self.wanted is None:
                self.first = now
            self.wanted, self.since = wanted, now
        if wanted is None or now < self.not_before:
            return False
        return now - self.since >= QUIET_S or now - self.first >= LONGEST_S

    def begin_anew(self, *, not_before: float = 0.0) -> None:
        """Forget what was wanted, after it was done or has failed."""
        self.wanted, self.not_before = None, not_before


class GoalLayersWatch:
    """Keeps the layers in step with the goals while it runs.

    Parameters
    ----------
    renewal
        Makes them.
    """

    def __init__(self, renewal: LayerRenewal) -> None:
        self._renewal = renewal
        self._patience = Patience()

    @contextmanager
    def running(self) -> Iterator[None]:
        """Watch in a thread until the end of the block; what is being made then is finished first."""
        ended = threading.Event()
        thread = threading.Thread(target=self._watch, args=(ended,), name="layers of goals", daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    def look(self, now: float) -> bool:
        """Look once, and make the layers again when it is time.

        Parameters
        ----------
        now
            Time that only goes up [s].

        Returns
        -------
        bool
            Whether they were made again. A failure is logged, and tried again after a while.
        """
        try:
            if not self._patience.is_due(self._renewal.state.find_wanted(), now):
                return False
            done = self._renewal.renew()
        except AtlasError as error:
            if error.code in _PASSING:
                self._patience.begin_anew()
                return False
            _logger.warning("layers of goals: %s", error)
        except Exception:
            # The thread has to go on; the log has the traceback.
            _logger.exception("layers of goals")
        else:
            self._patience.begin_anew()
            return done is not None
        self._patience.begin_anew(not_before=now + RETRY_S)
        return False

    def _watch(self, ended: threading.Event) -> None:
        while not ended.wait(LOOK_S):
            self.look(time.monotonic())
