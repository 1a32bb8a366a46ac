"""The one place where things are put together: every collaborator is made here and handed to who needs it."""

from datetime import timedelta

from msgspec import Struct

from skypanel.accounts.linking import VirtFusionLinking
from skypanel.accounts.passwords import Passwords
from skypanel.accounts.service import Accounts
from skypanel.accounts.sessions import Sessions
from skypanel.app.config import Config
from skypanel.app.health import HealthMonitor
from skypanel.app.housekeeping import Housekeeping
from skypanel.app.live import Live
from skypanel.app.subscriptions import SUBSCRIPTIONS
from skypanel.audit.service import Audit
from skypanel.core.bus import Bus
from skypanel.core.clock import Clock, SystemClock
from skypanel.core.db import Database, Statement
from skypanel.core.limits import Limits
from skypanel.core.pool import Pool
from skypanel.integrations.mail.message import Mailer
from skypanel.integrations.mail.smtp import SmtpMailer, SmtpServer
from skypanel.integrations.mail.smtp2go import Smtp2GoMailer
from skypanel.integrations.virtfusion.client import VirtFusion
from skypanel.notifications.service import Notifications
from skypanel.servers.operations import Operations
from skypanel.servers.power import Power
from skypanel.servers.refresh import Refresh
from skypanel.servers.service import Servers
from skypanel.servers.sync import FleetSync
from skypanel.servers.webhooks import Webhooks
from skypanel.tickets.service import Tickets

PING = Statement(int, "SELECT 1")


class Services(Struct, frozen=True):
    """Everything a process may need, built once."""

    config: Config
    clock: Clock
    database: Database
    bus: Bus
    virtfusion: VirtFusion
    audit: Audit
    limits: Limits
    passwords: Passwords
    sessions: Sessions
    accounts: Accounts
    linking: VirtFusionLinking
    servers: Servers
    power: Power
    refresh: Refresh
    fleet: FleetSync
    operations: Operations
    webhooks: Webhooks
    tickets: Tickets
    notifications: Notifications
    live: Live
    health: HealthMonitor
    housekeeping: Housekeeping

    async def close(self) -> None:
        self.passwords.close()
        await self.servers.close()
        await self.refresh.close()
        await self.notifications.close()
        await self.virtfusion.close()
        await self.database.close()


def build(config: Config, *, clock: Clock | None = None, name: str = "skypanel") -> Services:
    """The services of one process. Nothing connects before it is used; `bus` and `health` wait to be started."""
    clock = clock or SystemClock(config.clock_offset_seconds)
    pool = Pool(config.database_url, size=config.database_connections, name=name)
    database = Database(pool, SUBSCRIPTIONS)
    bus = Bus(config.database_url, name=f"{name}-bus")
    audit = Audit()
    limits = Limits(database)
    passwords = Passwords()
    idle = timedelta(seconds=config.session_idle_seconds)
    sessions = Sessions(database, clock, bus, audit, key=config.session_secret, idle=idle)
    accounts = Accounts(database, clock, limits, passwords, sessions, audit, token_key=config.session_secret)
    virtfusion = VirtFusion(config.virtfusion.api_url, config.virtfusion.api_key, clock=clock)
    refresh = Refresh(database, virtfusion, audit, clock)
    servers = Servers(database, clock)
    tickets = Tickets(database, audit, clock)
    mailer, said = _mailer(config, clock), {"public_url": config.public_url, "brand": config.brand}
    return Services(
        config=config,
        clock=clock,
        database=database,
        bus=bus,
        virtfusion=virtfusion,
        audit=audit,
        limits=limits,
        passwords=passwords,
        sessions=sessions,
        accounts=accounts,
        servers=servers,
        power=Power(database, audit, virtfusion, servers, clock),
        refresh=refresh,
        fleet=FleetSync(database, virtfusion, refresh, audit, clock),
        operations=Operations(database, audit, virtfusion, refresh, clock),
        webhooks=Webhooks(database, refresh, clock, token=config.virtfusion.webhook_token),
        tickets=tickets,
        notifications=Notifications(database, clock, mailer, accounts, tickets, **said),
        linking=VirtFusionLinking(database, clock, virtfusion, sessions, audit),
        live=Live(bus, sessions),
        health=_health(database, virtfusion),
        housekeeping=Housekeeping(database, limits),
    )


def _mailer(config: Config, clock: Clock) -> Mailer:
    """SMTP2GO where its key is set, else plain SMTP."""
    mail = config.mail
    if mail.smtp2go_api_key:
        return Smtp2GoMailer(mail.smtp2go_api_url, mail.smtp2go_api_key, mail.sender, clock=clock)
    server = SmtpServer(
        host=mail.smtp_host or "localhost",
        port=mail.smtp_port,
        username=mail.smtp_username or None,
        password=mail.smtp_password or None,
        security=mail.smtp_security,
    )
    return SmtpMailer(server, mail.sender, clock=clock)


def _health(database: Database, virtfusion: VirtFusion) -> HealthMonitor:
    async def ping_database() -> None:
        await database.one(PING)

    return HealthMonitor({"database": ping_database, "virtfusion": virtfusion.ping}, frozenset({"database"}))
