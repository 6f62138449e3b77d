"""The page on a production server, until it is stopped."""

import socket
import sys
import threading
import webbrowser
from pathlib import Path

import waitress

from dashboard.app import create_app
from events.readers import read
from events.table import build

THREADS = 8


class PortTakenError(RuntimeError):
    """Another program listens on the port, or the host is not one of this machine's."""


def serve(paths: list[Path], host: str, port: int, *, open_browser: bool) -> None:
    """Read the records, print the address, serve until interrupted. What was rejected is told on stderr.

    Raises:
        PortTakenError: the address cannot be had.
    """
    listener = _listen(host, port)
    collection = read(paths)
    if collection.ledger.problems:
        print(collection.ledger, file=sys.stderr)
    app = create_app(build(collection))
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{'127.0.0.1' if host in ('0.0.0.0', '::') else shown}:{listener.getsockname()[1]}/"
    print(f"{collection.ledger.accepted} events at {address}   (Ctrl-C ends)", flush=True)
    if open_browser:
        threading.Timer(0.5, webbrowser.open, [address]).start()
    waitress.serve(app.server, sockets=[listener], threads=THREADS, ident=None, _quiet=True)


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
