"""amcli started once, and forked for every command line, one system call of which fails (failing_calls.c).

A program of its own, with the library preloaded: `python faulty_program.py LIBRARY`. Each line on stdin is a job in
JSON, each line on stdout its exit code. A test starts it with `faulty`, and asks with `Faulty.run`.
"""

import ctypes
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from amcli.app.main import console_main

# Hardened systems replace calls by others of their own, which would be defined twice.
FLAGS = ("-shared", "-fPIC", "-O1", "-U_FORTIFY_SOURCE")
PATIENCE = 60  # seconds, after which a command hangs


class Job(NamedTuple):
    """One command line.

    number: which call fails (0: none). error: how (-1: SIGKILL). stays: whether later ones of its letter do too.
    """

    words: list[str]
    environ: dict[str, str]
    folder: str
    number: int = 0
    error: int = 0
    stays: bool = False
    trace: bool = False


def _child(library: ctypes.CDLL, job: Job) -> None:
    os.environ.update(job.environ)
    os.chdir(job.folder)
    sys.argv = ["amcli", *job.words]
    beside = f"{job.folder}.said"
    for number, (name, flags) in enumerate(((os.devnull, os.O_RDONLY), (f"{beside}.out", 1), (f"{beside}.err", 1))):
        descriptor = os.open(name, flags | (os.O_CREAT | os.O_TRUNC if number else 0), 0o600)
        os.dup2(descriptor, number)
        os.close(descriptor)
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)  # the jobs were read from the one there was
    trace = os.open(f"{beside}.calls", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600) if job.trace else -1
    signal.alarm(PATIENCE)
    library.faults_arm(os.fsencode(job.folder + "/"), ctypes.c_long(job.number), job.error, int(job.stays), trace)
    console_main()


def serve(library: ctypes.CDLL) -> None:
    """Answer every job until there is none."""
    for line in sys.stdin:
        child = os.fork()
        if not child:
            try:
                _child(library, Job(*json.loads(line)))
            finally:
                os._exit(99)  # console_main ends the process itself
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


class Faulty:
    """What a test asks."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def run(self, job: Job) -> tuple[int, bytes, str]:
        """Run one job; returns the exit code (negative: the signal that ended it), stdout and stderr."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(job) + "\n")
        self.process.stdin.flush()
        code = int(self.process.stdout.readline())
        out, err = (Path(f"{job.folder}.said.{end}").read_bytes() for end in ("out", "err"))
        return code, out, err.decode()

    def calls(self, job: Job, expected: int = 0) -> str:
        """The letters of the calls that a command makes (failing_calls.c) when all goes well, to this exit code."""
        code, _, err = self.run(job._replace(trace=True))
        assert code == expected, f"{job.words}: {code} {err}"
        return Path(f"{job.folder}.said.calls").read_text()


@contextmanager
def faulty(compiler: str, folder: Path) -> Iterator[Faulty]:
    """The program, its library compiled, until the block ends."""
    source, library = Path(__file__).with_name("failing_calls.c"), folder / "failing_calls.so"
    subprocess.run([compiler, *FLAGS, "-o", str(library), str(source), "-ldl"], check=True)
    streams: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    environ = {**os.environ, "LD_PRELOAD": str(library)}
    with subprocess.Popen([sys.executable, __file__, str(library)], env=environ, **streams) as process:
        try:
            yield Faulty(process)
        finally:
            assert process.stdin is not None
            process.stdin.close()


if __name__ == "__main__":
    serve(ctypes.CDLL(sys.argv[1]))
