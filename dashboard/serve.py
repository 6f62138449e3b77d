"""The page on a production server, until it is stopped."""

import logging
import socket
import sys
import threading
import webbrowser
from pathlib import Path

import waitress

from dashboard.app import create_app
from dashboard.caption import plural
from events.open_engine import open_engine
from events.public_engine import PublicEngine

THREADS = 8
logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that a request waits for a moment is no news


class PortTakenError(RuntimeError):
    """Another program listens on the port, or the host is not one of this machine's."""


def serve(
    paths: list[Path],
    host: str,
    port: int,
    *,
    open_browser: bool,
    kind: str | None = None,
    accessed: str | None = None,
    workers: int | None = None,
    cluster: str | None = None,
    public: bool = False,
) -> None:
    """Open the events, print the address, serve until interrupted. What was rejected is told on stderr. `public` shows
    aggregates alone of data sets whose rows may not be given on.

    Raises:
        PortTakenError: the address cannot be had.
        EngineError: the events cannot be had.
    """
    listener = _listen(host, port)
    engine, ledger = open_engine(paths, kind=kind, accessed=accessed, workers=workers, cluster=cluster)
    if ledger.problems:
        print(ledger, file=sys.stderr)
    try:
        app = create_app(PublicEngine(engine) if public else engine)
        shown = f"[{host}]" if ":" in host else host
        address = f"http://{'127.0.0.1' if host in ('0.0.0.0', '::') else shown}:{listener.getsockname()[1]}/"
        print(f"{plural(engine.holdings.count, 'event')} at {address}   (Ctrl-C ends)", flush=True)
        if open_browser:
            threading.Timer(0.5, webbrowser.open, [address]).start()
        waitress.serve(
            app.server,
            sockets=[listener],
            threads=THREADS,
            ident=None,
            channel_request_lookahead=1,  # so that a search knows when its reader has gone
            _quiet=True,
        )
    finally:
        engine.close()


def _listen(host: str, port: int) -> socket.socket:
    """A socket bound before the records are read, so that a taken port is told at once. Port 0 finds a free one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except (OSError, OverflowError) as error:
        listener.close()
        raise PortTakenError(f"{host}:{port} cannot be listened on ({error}). Give another --port, or 0.") from None
    return listener
