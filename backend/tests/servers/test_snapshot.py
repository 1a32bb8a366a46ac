"""What of VirtFusion's answer is kept, however odd it is."""

import ipaddress
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skypanel.integrations.virtfusion.projection import read_server
from skypanel.integrations.virtfusion.reading import Fields
from skypanel.integrations.virtfusion.types import Ipv4, Ipv6, NetworkInterface, Resources, TrafficMonth
from skypanel.servers.schemas import Interface
from skypanel.servers.snapshot import Snapshot, display_name, fleet_row, snapshot_of, traffic_reading
from tests.servers.made_up import NOON, powered, shown

WILD_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
NAMES = [
    *("uuid", "name", "hostname", "ownerId", "owner", "state", "commissionStatus", "suspended", "buildFailed"),
    *("tasks", "hypervisor", "settings", "cpu", "network", "remoteState", "os", "created", "traffic", "vnc"),
]
WILD_SERVERS = st.dictionaries(st.sampled_from(NAMES), WILD_JSON).map(lambda raw: {"id": 512} | raw)


def network(**changes: Any) -> NetworkInterface:
    usual: dict[str, Any] = {"name": "eth0", "mac": "00:00:5E:00:53:01", "is_enabled": True, "ipv4": (), "ipv6": ()}
    return NetworkInterface(**(usual | changes))


def ipv4(address: str) -> Ipv4:
    return Ipv4(address=address, gateway="192.0.2.1", netmask="255.255.255.0", rdns=None)


def ipv6(subnet: str, length: int | None) -> Ipv6:
    return Ipv6(subnet=subnet, prefix_length=length, gateway="2001:db8::1")


def test_a_server_is_kept_as_its_owner_will_see_it() -> None:
    server = shown(interfaces=(network(ipv4=(ipv4("192.0.2.21"),), ipv6=(ipv6("2001:db8:7::", 64),)),))
    kept = snapshot_of(server)
    assert (kept.name, kept.hostname, kept.status) == ("web-1", "web-1.example.net", "running")
    assert (kept.address, kept.address_v6) == ("192.0.2.21", "2001:db8:7::/64")
    assert (kept.location_name, kept.location_country) == ("London", "GB")
    assert (kept.cpu_cores, kept.memory_mb, kept.disk_gb, kept.traffic_gb) == (2, 2048, 40, 2000)
    assert kept.interfaces[0]["ipv4"][0]["address"] == "192.0.2.21"


@given(WILD_SERVERS)
def test_whatever_the_panel_says_fits_our_columns(raw: dict[str, Any]) -> None:
    assert_fits(snapshot_of(read_server(Fields(raw))))


def assert_fits(kept: Snapshot) -> None:
    assert kept.name
    texts: list[tuple[str | None, int]] = [
        *((kept.name, 255), (kept.hostname, 255), (kept.location_name, 100), (kept.template_name, 150)),
        (kept.location_country, 2),
    ]
    for text, longest in texts:
        if text is not None:
            assert 0 < len(text.encode().decode()) <= longest
            assert "\x00" not in text
    assert kept.owner_id is None or 0 < kept.owner_id < 2**63
    for amount in (kept.cpu_cores, kept.memory_mb, kept.disk_gb, kept.traffic_gb):
        assert 0 <= amount < 2**31
    for address in (kept.address, kept.address_v6):
        if address is not None:
            ipaddress.ip_interface(address)
    assert b"\\u0000" not in msgspec.json.encode(kept.interfaces)
    msgspec.convert(kept.interfaces, list[Interface])


@given(WILD_SERVERS)
def test_no_row_of_the_list_stops_the_others(raw: dict[str, Any]) -> None:
    row = fleet_row(read_server(Fields(raw)))
    assert row is None or (0 < row.owner_id < 2**63 and row.name)


@pytest.mark.parametrize(
    ("subnet", "length", "kept"),
    [
        ("2001:db8:7::", 64, "2001:db8:7::/64"),
        ("2001:db8:7::/64", None, "2001:db8:7::/128"),
        ("2001:db8:7::5", None, "2001:db8:7::5/128"),
        ("not an address", 64, None),
        ("2001:db8:7::", 900, None),
    ],
)
def test_an_ipv6_subnet_keeps_its_length(subnet: str, length: int | None, kept: str | None) -> None:
    assert snapshot_of(shown(interfaces=(network(ipv6=(ipv6(subnet, length),)),))).address_v6 == kept


def test_an_unreadable_address_is_left_out() -> None:
    assert snapshot_of(shown(interfaces=(network(ipv4=(ipv4("999.1.2.3"),)),))).address is None


@pytest.mark.parametrize(("icon", "country"), [("gb", "GB"), ("SG", "SG"), ("server", None), ("", None), (None, None)])
def test_only_a_flag_names_a_country(icon: str | None, country: str | None) -> None:
    assert snapshot_of(shown(location_icon=icon)).location_country == country


def test_a_name_reads_as_it_is_written() -> None:
    """Its owner may have given it that name at VirtFusion, and our staff read it here."""
    kept = snapshot_of(shown(name="web\n\u202e1-bew\x1b[31m", hostname="a\u2028b", location="\u2067 Lon\tdon"))
    assert (kept.name, kept.hostname, kept.location_name) == ("web 1-bew [31m", "a b", "Lon don")
    assert display_name(shown(name="\u202e\n", hostname=None)) == "New server"


def test_a_server_without_a_name_is_called_something() -> None:
    assert display_name(shown(name="", hostname="web.example.net")) == "web.example.net"
    assert display_name(shown(name="", hostname=None)) == "New server"


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, "unknown"),
        ({"is_suspended": True}, "suspended"),
        ({"commission_status": 0}, "provisioning"),
        ({"commission_status": 1}, "provisioning"),
        ({"commission_status": 2}, "failed"),
    ],
)
def test_a_list_never_claims_to_know_the_power(changes: dict[str, Any], status: str) -> None:
    row = fleet_row(shown(remote=powered("running"), **changes))
    assert row is not None
    assert row.status == status


@pytest.mark.parametrize("changes", [{"uuid": None}, {"uuid": "x"}, {"owner_id": None}, {"owner_id": 0}, {"id": -1}])
def test_a_row_without_identity_or_owner_is_not_taken(changes: dict[str, Any]) -> None:
    assert fleet_row(shown(**changes)) is None


@pytest.mark.parametrize(("limit", "extra", "shown_limit"), [(2000, 250, 2250), (2000, 0, 2000), (0, 250, 0)])
def test_bought_traffic_adds_to_a_limit_and_not_to_none(limit: int, extra: int, shown_limit: int) -> None:
    month = TrafficMonth(
        month=2,
        starts_at=NOON,
        ends_at=NOON,
        received_bytes=1,
        sent_bytes=2,
        total_bytes=3,
        limit_gb=limit,
        extra_gb=extra,
    )
    reading = traffic_reading(month)
    assert (reading.limit_gb, reading.used_bytes) == (shown_limit, 3)


def test_absurd_amounts_are_cut_to_what_a_column_holds() -> None:
    kept = snapshot_of(shown(resources=Resources(memory_mb=10**15, storage_gb=-5, traffic_gb=None, cpu_cores=2**31)))
    assert (kept.memory_mb, kept.disk_gb, kept.traffic_gb, kept.cpu_cores) == (2**31 - 1, 0, 0, 2**31 - 1)
