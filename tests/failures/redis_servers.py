"""Servers that stand in for Redis: a redis-server of the test's own, and peers that answer what a test needs."""

import os
import signal
import socket
import subprocess
from contextlib import contextmanager
from threading import Thread

from tests.failures.servers import free_port, wait_until


class Redis:
    """A redis-server of the test's own, which keeps nothing on disk."""

    def __init__(self, port=None):
        self.port = port or free_port()
        self.url = f"redis://127.0.0.1:{self.port}"
        self.process = subprocess.Popen(  # noqa: S603
            ["redis-server", "--port", str(self.port), "--save", "", "--bind", "127.0.0.1"],  # noqa: S607
            stdout=subprocess.DEVNULL,
        )
        wait_until(self.answers, 10, "Redis answers")

    def answers(self):
        try:
            with socket.create_connection(("127.0.0.1", self.port), 1) as connection:
                connection.sendall(b"PING\r\n")
                return connection.recv(10) == b"+PONG\r\n"
        except OSError:
            return False

    def send(self, number):
        os.kill(self.process.pid, number)
        if number == signal.SIGSTOP:
            os.waitid(os.P_PID, self.process.pid, os.WSTOPPED | os.WNOWAIT)

    def end(self):
        self.process.kill()
        self.process.wait(10)


@contextmanager
def peer(answer):
    """Listen on a port, and give each connection to `answer` in a thread of its own. Yield the address."""

    def accept():
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return  # The test is over.
            Thread(target=answer, args=[connection], daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = Thread(target=accept, daemon=True)
        thread.start()
        yield f"redis://127.0.0.1:{listener.getsockname()[1]}?protocol=2"
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(10)
