"""Money: integers of one millionth of the currency, and the one place where anything is rounded."""

from decimal import ROUND_HALF_EVEN, Decimal

from msgspec import Struct

MICROS_PER_UNIT = 1_000_000


class Money(Struct, frozen=True, rename="camel"):
    """An amount on the wire: `amount` is a decimal string with as many places as it needs, at least two."""

    amount: str
    currency: str


def micros(amount: Decimal) -> int:
    """`amount` of the currency as micro-units, rounded half to even: the only rounding of money there is."""
    return int((amount * MICROS_PER_UNIT).to_integral_value(rounding=ROUND_HALF_EVEN))


def money(micro_units: int, currency: str) -> Money:
    """The exact wire form of `micro_units`: no digit is lost and no needless zero is shown after the second place."""
    sign = "-" if micro_units < 0 else ""
    whole, rest = divmod(abs(micro_units), MICROS_PER_UNIT)
    places = f"{rest:06d}".rstrip("0").ljust(2, "0")
    return Money(amount=f"{sign}{whole}.{places}", currency=currency)
