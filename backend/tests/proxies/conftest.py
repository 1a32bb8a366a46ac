"""Two real web processes on one database, and the proxies of `deploy/` in front of them, over TLS."""

import contextlib
import datetime as dt
import ipaddress
import os
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.support.databases import Databases
from tests.support.simulators import SimulatorProcess
from tests.support.waiting import PATIENCE_SECONDS, SLOWEST_SECONDS, wait_until

BACKEND = Path(__file__).resolve().parents[2]
DEPLOY = BACKEND.parent / "deploy"


class Proxied:
    """The portal as people reach it: `url` is the proxy's, `webs` are the processes behind."""

    def __init__(self, url: str, tls: ssl.SSLContext, webs: "list[subprocess.Popen[bytes]]", dsn: str) -> None:
        self.url = url
        self.tls = tls
        self.webs = webs
        self.dsn = dsn

    def client(self) -> httpx2.Client:
        return httpx2.Client(base_url=self.url, verify=self.tls, trust_env=False, timeout=PATIENCE_SECONDS)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def answers(url: str, tls: ssl.SSLContext | None = None) -> bool:
    try:
        return httpx2.get(url, verify=tls or True, trust_env=False, timeout=20).status_code == 200
    except httpx2.HTTPError:
        return False


@pytest.fixture(scope="module")
def certificate() -> Iterator[Path]:
    """A directory with `portal.crt`, `portal.key` and both in `portal.pem`, for 127.0.0.1."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "portal.test")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(minutes=5))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    shown = made.public_bytes(serialization.Encoding.PEM)
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    directory = Path(tempfile.mkdtemp(prefix="sp-tls-"))
    (directory / "portal.crt").write_bytes(shown)
    (directory / "portal.key").write_bytes(secret)
    (directory / "portal.pem").write_bytes(shown + secret)
    yield directory
    shutil.rmtree(directory)


def start_web(
    port: int, public_url: str, dsn: str, simulators: SimulatorProcess, data: Path
) -> "subprocess.Popen[bytes]":
    environment = os.environ | {
        "SKYPANEL_ENVIRONMENT": "production",
        "SESSION_SECRET": "one secret for both instances",
        "DATABASE_URL": dsn,
        "PORT": str(port),
        "PUBLIC_URL": public_url,
        "TRUSTED_PROXY_HOPS": "1",
        "WEB_WORKERS": "1",
        "SKYPANEL_DATA_DIR": str(data),
        "VIRTFUSION_API_URL": simulators.virtfusion_url,
        "VIRTFUSION_API_KEY": "demo-virtfusion-token",
        "PYTHONPATH": str(BACKEND),
    }
    with (data / f"web-{port}.log").open("wb") as log:
        return subprocess.Popen([sys.executable, "-m", "skypanel", "serve"], env=environment, stdout=log, stderr=log)


def nginx(directory: Path, port: int, webs: list[int], certificate: Path) -> list[str]:
    site = (DEPLOY / "nginx" / "skypanel.conf").read_text()
    site = _moved(site, port, webs, certificate)
    (directory / "nginx.conf").write_text(
        f"daemon off; pid {directory}/pid; error_log {directory}/error.log; worker_processes 1;\n"
        "events { worker_connections 256; }\n"
        f"http {{ access_log off; client_body_temp_path {directory}/body; proxy_temp_path {directory}/proxy;\n"
        f"fastcgi_temp_path {directory}/f; uwsgi_temp_path {directory}/u; scgi_temp_path {directory}/s;\n{site}\n}}\n"
    )
    return ["nginx", "-c", str(directory / "nginx.conf"), "-p", str(directory)]


def haproxy(directory: Path, port: int, webs: list[int], certificate: Path) -> list[str]:
    site = (DEPLOY / "haproxy" / "haproxy.cfg").read_text()
    (directory / "haproxy.cfg").write_text(_moved(site, port, webs, certificate))
    return ["haproxy", "-db", "-f", str(directory / "haproxy.cfg")]


def _moved(site: str, port: int, webs: list[int], certificate: Path) -> str:
    """The operator's file, with the ports and places of this test."""
    return (
        site.replace("listen 443 ", f"listen 127.0.0.1:{port} ")
        .replace("bind :443 ", f"bind 127.0.0.1:{port} ")
        .replace("127.0.0.1:3333", f"127.0.0.1:{webs[0]}")
        .replace("127.0.0.1:3334", f"127.0.0.1:{webs[1]}")
        .replace("/etc/ssl/private", str(certificate))
    )


PROXIES = {"nginx": nginx, "haproxy": haproxy}


def found(program: str) -> bool:
    return shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin") is not None


@pytest.fixture(scope="module", params=sorted(PROXIES))
def proxied(
    request: pytest.FixtureRequest, databases: Databases, simulators_process: SimulatorProcess, certificate: Path
) -> Iterator[Proxied]:
    program: str = request.param
    if not found(program):
        pytest.skip(f"{program} is not installed (Debian package {program})")
    port, webs = free_port(), [free_port(), free_port()]
    url = f"https://127.0.0.1:{port}"
    tls = ssl.create_default_context(cafile=str(certificate / "portal.crt"))
    with contextlib.ExitStack() as stack:
        directory = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="sp-proxy-")))
        directory.chmod(0o755)
        dsn = stack.enter_context(databases.clone())
        running = [start_web(web, url, dsn, simulators_process, directory) for web in webs]
        for process in running:
            stack.callback(_end, process)
        command = PROXIES[program](directory, port, webs, certificate)
        environment = os.environ | {"PATH": f"{os.environ.get('PATH', '')}:/usr/sbin"}
        with (directory / "proxy.log").open("wb") as log:
            proxy = subprocess.Popen(command, env=environment, stdout=log, stderr=log)  # noqa: S603 - a real proxy with our file
        stack.callback(_end, proxy)
        ready = [f"http://127.0.0.1:{web}/health/ready" for web in webs]
        wait_until(lambda: all(map(answers, ready)), "both web processes", seconds=SLOWEST_SECONDS)
        wait_until(lambda: answers(f"{url}/health/live", tls), f"an answer through {program}")
        yield Proxied(url, tls, running, dsn)


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
