"""Whether the port is free: asked before anything else is started, so that the answer comes at once.

Runs by itself too (`python site/config/port.py`), with nothing installed.
"""

import errno
import os
import socket
import sys

BUSY = (
    "端口 {port} 已被其他程序占用。请先停止该程序，或换一个端口：make run PORT={other}\n"
    "Port {port} is in use. Stop the other program or take another port: make run PORT={other}"
)


class PortTaken(Exception):
    """Its text says what to do."""


def refuse_busy_port(host: str, port: int) -> None:
    """Raise PortTaken when another program listens there, or when it is no address of this machine."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise PortTaken(f"{host}:{port}: {os.strerror(error.errno or 0)}") from error
            raise PortTaken(BUSY.format(port=port, other=port + 1)) from error


def main() -> None:
    """Ends with status 1 and the reason when the port is taken; what cannot be read is told later."""
    port = os.environ.get("PORT", "").strip() or "8000"
    if not port.isascii() or not port.isdigit() or int(port) > 65535:
        return
    try:
        refuse_busy_port(os.environ.get("HOST", "").strip() or "127.0.0.1", int(port))
    except PortTaken as taken:
        sys.exit(str(taken))


if __name__ == "__main__":
    main()
