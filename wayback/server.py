"""The server of `make run`: waitress in this process, with bounds on all that a client can hold or delay."""

import resource
import signal
import socket
import sys
import time
from types import FrameType
from typing import Any

from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.buffers import OverflowableBuffer
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.receiver import FixedStreamReceiver
from waitress.server import TcpWSGIServer
from waitress.utilities import Error

from wayback.bodies import DESK_BYTES, PUBLIC_BYTES, is_import, most_bytes

HEADER_BYTES = 64 * 1024
CONNECTIONS = 1000
OPEN_FILES = 4096
# What all large bodies together may take in memory while they arrive or are read.
LARGE_BODIES_BYTES = 100 * 1024 * 1024
# A request has so many seconds to arrive, and one more for each so many bytes that it declares.
ARRIVAL_SECONDS, ARRIVAL_BYTES_PER_SECOND = 30, 50_000
# A client that takes less than this many bytes of its answer in so many seconds is left.
STALL_SECONDS, STALL_BYTES = 30, 30_000
# A client that was refused while it was sending gets so many seconds to read the answer.
LINGER_SECONDS = 5
# Requests that are being answered have so many seconds to end when the server is stopped.
END_SECONDS = 20


class LargeBodiesError(Error):
    code, reason = 503, "Service Unavailable"


class Request(HTTPRequestParser):
    """A request that arrives. A body that is too large is not kept: the application gets the headers and refuses it."""

    is_refused = False
    large_bytes = 0  # what it takes of LARGE_BODIES_BYTES
    body_rcv: Any

    def __init__(self, adj: Adjustments, server: "Server") -> None:
        super().__init__(adj)
        self.server, self.start = server, time.time()

    def received(self, data: bytes) -> int:
        was_in_headers = not self.headers_finished
        consumed: int = super().received(data)
        if self.headers_finished and was_in_headers and not self.error and not self.empty:
            self.check_length()
        elif self.chunked and self.body_rcv and not self.error:
            self.check_chunks()
        if self.completed and not self.empty and consumed < len(data):
            # Requests sent before the answer to the first would pile up answers: only the first is answered.
            self.headers["CONNECTION"] = "close"
            return len(data)
        return consumed

    def check_length(self) -> None:
        if self.content_length > most_bytes(self.path, self.headers.get("COOKIE", "")):
            self.refuse(self.content_length)
        elif self.content_length > PUBLIC_BYTES and is_import(self.path):
            # Files of an import lie on the disk while they arrive, in a file without a name.
            self.body_rcv = FixedStreamReceiver(self.content_length, OverflowableBuffer(PUBLIC_BYTES))
        elif self.content_length > PUBLIC_BYTES:
            if self.server.large_bytes() + self.content_length > LARGE_BODIES_BYTES:
                self.refuse(self.content_length)
                self.error = LargeBodiesError("Too many large uploads arrive at once. Try again in a minute.")
            self.large_bytes = self.content_length

    def check_chunks(self) -> None:
        """Refuse chunks of more than the public bound. No browser sends a form in chunks."""
        if len(self.body_rcv) > PUBLIC_BYTES or self.body_bytes_received > 4 * PUBLIC_BYTES:
            self.refuse(DESK_BYTES + 1)

    def refuse(self, length: int) -> None:
        self.close()
        self.body_rcv = None
        self.headers |= {"CONTENT_LENGTH": str(length), "CONNECTION": "close"}
        self.is_refused = self.completed = True
        self.expect_continue = False

    def is_late(self, now: float) -> bool:
        return now > self.start + ARRIVAL_SECONDS + self.content_length / ARRIVAL_BYTES_PER_SECOND


class Channel(HTTPChannel):
    """A connection. It is closed when its request arrives too slowly or its answer is taken too slowly."""

    server: "Server"
    requests: list[Request]
    was_refused = False
    linger_end = 0.0
    stall = (0.0, 0)  # when the bytes to send were last counted, and how many they were

    def parser_class(self, adj: Adjustments) -> Request:
        return Request(adj, self.server)

    def received(self, data: bytes) -> Any:
        result = super().received(data)
        self.was_refused = self.was_refused or any(request.is_refused or request.error for request in self.requests)
        return result

    def readable(self) -> bool:
        return bool(self.linger_end) or (not self.server.is_ending and super().readable())

    def handle_read(self) -> None:
        if self.linger_end:
            self.recv(HEADER_BYTES)  # What was refused is thrown away.
        else:
            super().handle_read()

    def handle_close(self) -> None:
        """Close the connection. A client that still sends what was refused first gets time to read the answer."""
        if self.was_refused and not self.linger_end and self.connected:
            self.linger_end = time.time() + LINGER_SECONDS
            self.will_close = self.close_when_flushed = False
            self.socket.shutdown(socket.SHUT_WR)
        else:
            super().handle_close()

    def is_pending(self) -> bool:
        """Whether a request waits for its answer, or part of an answer waits to be sent."""
        return bool(self.requests or self.total_outbufs_len)

    def is_too_slow(self, now: float) -> bool:
        if self.total_outbufs_len:
            return self.is_stalled(now)
        self.stall = (0.0, 0)
        if self.linger_end:
            return now > self.linger_end
        return not self.requests and self.request is not None and self.request.is_late(now)

    def is_stalled(self, now: float) -> bool:
        start, length = self.stall
        if not start or self.total_outbufs_len > length:
            self.stall = (now, self.total_outbufs_len)
        elif now > start + STALL_SECONDS:
            self.stall = (now, self.total_outbufs_len)
            return bool(length - self.total_outbufs_len < STALL_BYTES)
        return False


class Server(TcpWSGIServer):
    """Waitress with an end: the first signal lets requests end that are being answered, the second ends at once."""

    channel_class = Channel
    active_channels: dict[int, Channel]
    is_ending = False

    def large_bytes(self) -> int:
        """Return how many bytes the large bodies have that arrive or are being read."""
        channels = list(self.active_channels.values())
        requests = [request for channel in channels for request in [channel.request, *channel.requests] if request]
        return sum(request.large_bytes for request in requests)

    def maintenance(self, now: float) -> None:
        super().maintenance(now)
        for channel in self.active_channels.values():
            if channel.is_too_slow(now):
                channel.will_close = True

    def run(self) -> None:
        """Answer requests until a signal comes. Raise SystemExit where a request did not end in time."""
        signals = [signal.SIGTERM, signal.SIGINT, signal.SIGHUP]
        for number in signals:
            if signal.getsignal(number) is not signal.SIG_IGN:  # nohup ignores SIGHUP, and means it
                signal.signal(number, self.begin_to_end)
        while not self.is_ending:
            self.turn()
        self.end()

    def turn(self) -> None:
        wasyncore.poll2(self.adj.asyncore_loop_timeout, self._map)

    def begin_to_end(self, number: int, frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        self.is_ending = True
        self.pull_trigger()

    def end(self) -> None:
        wasyncore.dispatcher.close(self)  # New connections are refused; the threads' trigger stays.
        deadline = time.monotonic() + END_SECONDS
        while channels := self.pending_channels():
            if time.monotonic() > deadline:
                raise SystemExit(f"Stopped with {len(channels)} unfinished answers after {END_SECONDS} s.")
            self.turn()
        self.task_dispatcher.shutdown(timeout=1)

    def pending_channels(self) -> list[Channel]:
        """Close the connections that wait for nothing, and return the others."""
        channels = list(self.active_channels.values())
        for channel in channels:
            if not channel.is_pending() and not channel.linger_end:
                HTTPChannel.handle_close(channel)
            for request in channel.requests:
                request.headers["CONNECTION"] = "close"
        return [channel for channel in channels if channel.is_pending()]


def make_server(application: Any, port: int, threads: int, trusted_proxies: int) -> Server:
    """Return a server on a port of this machine. Raise OSError where the port is in use."""
    allow_open_files()
    return Server(
        application,
        adj=Adjustments(
            host="127.0.0.1",
            port=port,
            threads=threads,
            ident=None,
            asyncore_use_poll=True,
            connection_limit=CONNECTIONS,
            channel_timeout=30,
            cleanup_interval=5,
            log_socket_errors=False,
            max_request_header_size=HEADER_BYTES,
            # `Request` bounds bodies, and they stay in memory, so that nothing depends on the disk.
            max_request_body_size=sys.maxsize,
            inbuf_overflow=sys.maxsize,
            # catalog.visitors counts the proxies in X-Forwarded-For itself.
            clear_untrusted_proxy_headers=not trusted_proxies,
        ),
    )


def allow_open_files() -> None:
    """Let this process open more files than connections, where the system permits it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    enough = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < enough:
        resource.setrlimit(resource.RLIMIT_NOFILE, (enough, hard))
