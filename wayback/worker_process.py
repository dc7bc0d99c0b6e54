"""The worker beside the server of `make run`: a process that is started again where it dies, and ends with the server."""

import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

MANAGE = Path(__file__).resolve().parent.parent / "manage.py"
# So long a worker that died rests before it is started again, and one that was told to end may take.
REST_SECONDS, END_SECONDS = 2.0, 10.0
# How far the worker steps back behind the server where both want the processor.
NICENESS = 10


class WorkerProcess:
    """A worker in a process of its own. Its standard input is a pipe, whose end tells it that the server is gone."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.is_ending = threading.Event()
        self.thread = threading.Thread(target=self.keep, daemon=True)

    def start(self) -> None:
        self.thread.start()

    def keep(self) -> None:
        """Start the worker, and start it again each time it dies."""
        command = [sys.executable, str(MANAGE), "work", "--with-parent"]
        while not self.is_ending.is_set():
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE)  # noqa: S603
            let_others_go_first(self.process)
            if self.is_ending.is_set():
                self.process.terminate()
            if self.process.wait() == 0:
                return  # Ctrl-C of the terminal reached it, too.
            self.is_ending.wait(REST_SECONDS)

    def end(self) -> None:
        """Let the worker put its job back into the queue and end; kill it where it takes too long."""
        self.is_ending.set()
        process = self.process
        if process is None or process.poll() is not None:
            return
        process.terminate()
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()


def let_others_go_first(process: subprocess.Popen[bytes]) -> None:
    """Give a process less of the processor than requests have; one that has ended already needs none."""
    with suppress(ProcessLookupError):
        os.setpriority(os.PRIO_PROCESS, process.pid, NICENESS)
