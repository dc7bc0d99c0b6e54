"""A PostgreSQL of the test's own, with its data on a small disk and its log of writes on the usual one."""

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.failures.servers import free_port, wait_until

# PostgreSQL refuses to run as root.
USER = {"user": "nobody", "extra_groups": []} if os.geteuid() == 0 else {}


def program(name):
    """Return the path of a program of PostgreSQL: Debian keeps those of a server out of the path."""
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    path = str(places[-1]) if places else shutil.which(name)
    assert path, f"{name} is missing. Install PostgreSQL's server (Debian: apt install postgresql)."
    return path


class Cluster:
    def __init__(self, data, port):
        self.data, self.port, self.process = data, port, None
        self.url = f"postgres://postgres@127.0.0.1:{port}/wayback"

    def start(self):
        command = [program("postgres"), "-D", str(self.data), "-p", str(self.port), "-k", ""]
        options = {"fsync": "off", "shared_buffers": "16MB", "listen_addresses": "127.0.0.1", "autovacuum": "off"}
        command += [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        self.process = subprocess.Popen(command, stderr=subprocess.DEVNULL, **USER)  # noqa: S603
        wait_until(self.answers, 30, "PostgreSQL answers")

    def answers(self):
        try:
            with psycopg.connect(self.url.replace("/wayback", "/postgres"), connect_timeout=2):
                return True
        except psycopg.OperationalError:
            return False

    def stop(self):
        # Without waiting for clients; what it kept is not needed any more.
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(10)


@contextmanager
def own_cluster(disk):
    """Start a cluster with an empty database `wayback` whose data is on the disk; yield it."""
    log_folder = Path(tempfile.mkdtemp(prefix="wayback-wal-"))
    data = disk.folder / "postgres"
    data.mkdir(mode=0o700)
    for folder in (data, log_folder):
        if USER:
            shutil.chown(folder, USER["user"])
    command = [program("initdb"), "-D", str(data), "-X", str(log_folder), "-U", "postgres", "--auth=trust", "--no-sync"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=disk.folder, **USER)  # noqa: S603
    cluster = Cluster(data, free_port())
    try:
        cluster.start()
        with psycopg.connect(cluster.url.replace("/wayback", "/postgres"), autocommit=True) as connection:
            connection.execute("CREATE DATABASE wayback ENCODING 'UTF8' TEMPLATE template0 LOCALE 'C.UTF-8'")
        yield cluster
    finally:
        if cluster.process:
            cluster.stop()
        shutil.rmtree(log_folder)


def copy_database(from_url, to_url):
    """Copy all of a database into an empty one."""
    dump = subprocess.run([program("pg_dump"), "--no-owner", from_url], check=True, stdout=subprocess.PIPE)  # noqa: S603
    restore = [program("psql"), "-q", "-v", "ON_ERROR_STOP=1", to_url]
    subprocess.run(restore, check=True, input=dump.stdout, stdout=subprocess.DEVNULL)  # noqa: S603
