"""A small SMTP server in the test's own loop: it keeps what it accepts and says what the test wants it to."""

import asyncio
import contextlib
import datetime as dt
import ssl
from collections.abc import Mapping
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default as modern
from pathlib import Path
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

CUT, HANG = "cut", "hang"


class SmtpStandIn:
    """`says` maps a command (MAIL, RCPT, DATA, AUTH, EHLO, `.` for the end of the data, `greeting`) to an answer.

    CUT closes the connection instead, HANG says nothing. With `tls` it offers STARTTLS.
    """

    def __init__(
        self,
        says: Mapping[str, str] | None = None,
        *,
        tls: ssl.SSLContext | None = None,
        extensions: tuple[str, ...] = (),
    ) -> None:
        self.says = dict(says or {})
        self.accepted: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.commands: list[str] = []
        self._tls = tls
        self._extensions = extensions
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def port(self) -> int:
        assert self._server is not None
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            with contextlib.suppress(
                ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError, ssl.SSLError
            ):
                await self._talk(reader, writer)
        finally:
            self._tasks.discard(task)
            writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not await self._say(writer, "greeting", "220 stand-in"):
            return
        while line := (await reader.readline()).decode():
            verb = line[:4].strip().upper()
            self.commands.append(line.strip())
            if verb == "STAR" and self._tls is not None:
                writer.write(b"220 go\r\n")
                await writer.start_tls(self._tls)
                continue
            if verb == "EHLO":
                offers = ["stand-in", "AUTH PLAIN", *self._extensions, *(["STARTTLS"] if self._tls else [])]
                usual = "\r\n".join(f"250{'-' if offer != offers[-1] else ' '}{offer}" for offer in offers)
            else:
                usual = {"AUTH": "235 welcome", "DATA": "354 go on", "QUIT": "221 bye"}.get(verb, "250 ok")
            if not await self._say(writer, verb, usual):
                return
            if verb == "RCPT":
                self.recipients.append(line.partition("<")[2].partition(">")[0])
            if verb == "DATA" and "DATA" not in self.says:
                body = await reader.readuntil(b"\r\n.\r\n")
                if not await self._say(writer, ".", "250 2.0.0 queued as 4711"):
                    return
                if "." not in self.says:
                    message = BytesParser(policy=modern).parsebytes(body.removesuffix(b".\r\n"))
                    self.accepted.append(message)

    async def _say(self, writer: asyncio.StreamWriter, verb: str, usual: str) -> bool:
        words = self.says.get(verb, usual)
        if words == HANG:
            await asyncio.sleep(600)
        if words in {CUT, HANG}:
            return False
        writer.write(words.encode() + b"\r\n")
        await writer.drain()
        return True


def certificate(directory: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's TLS context for `localhost` and a client's that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    chain, private = directory / "chain.pem", directory / "key.pem"
    chain.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(chain, private)
    return server, ssl.create_default_context(cafile=str(chain))
