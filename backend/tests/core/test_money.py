"""Money: exact on the wire, rounded in one place."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from skypanel.core.money import MICROS_PER_UNIT, micros, money


@given(st.integers(min_value=-(2**62), max_value=2**62))
def test_no_digit_is_lost_on_the_wire(amount: int) -> None:
    shown = money(amount, "USD")
    assert Decimal(shown.amount) * MICROS_PER_UNIT == amount
    assert len(shown.amount.partition(".")[2]) >= 2
    assert micros(Decimal(shown.amount)) == amount


def test_halves_go_to_the_even_neighbour() -> None:
    assert [micros(Decimal(text)) for text in ("0.0000005", "0.0000015", "-0.0000005")] == [0, 2, 0]


def test_an_hourly_price_keeps_its_places() -> None:
    assert money(micros(Decimal(5) / 730), "USD").amount == "0.006849"
    assert money(12_340_000, "USD").amount == "12.34"
    assert money(-500_000, "USD").amount == "-0.50"
