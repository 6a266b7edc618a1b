"""A mail server of the tests' own, that can fall silent in the middle of a conversation."""

import re
import socketserver
import threading

_NAME = re.compile(rb"^Message-ID:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


class PostOffice(socketserver.ThreadingTCPServer):
    """`received`: the Message-ID of each mail whose last line came. `silent_at`: "" for never, "greeting" for

    a server that says nothing at all, "delivered" for one that takes a mail and does not say so.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.received, self.silent_at, self.reached = [], "", threading.Event()

    @property
    def url(self):
        return f"smtp+plain://127.0.0.1:{self.server_address[1]}"

    def falls_silent(self, where):
        """Whether the conversation stops here; then it stands still until the other side is gone."""
        if self.silent_at == where:
            self.reached.set()
        return self.silent_at == where

    def handle_error(self, request, client_address):
        """A worker that is killed leaves in the middle of a word."""


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        if self.server.falls_silent("greeting"):
            self.rfile.read()
            return
        self._say(b"220 ready")
        while line := self.rfile.readline():
            word = line.split(b" ")[0].strip().upper()
            if word == b"DATA":
                self._say(b"354 go on")
                if not self._take():
                    return
            else:
                self._say(b"221 bye" if word == b"QUIT" else b"250 ok")

    def _take(self):
        """One mail; whether the conversation goes on."""
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        if line:
            self.server.received.append(_NAME.search(b"".join(lines)).group(1).decode())
        if self.server.falls_silent("delivered"):
            self.rfile.read()
            return False
        self._say(b"250 taken")
        return True

    def _say(self, text):
        self.wfile.write(text + b"\r\n")
