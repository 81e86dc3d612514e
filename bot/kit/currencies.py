"""Which codes are currencies, as Babel knows them."""

from datetime import date

from babel.core import get_global
from babel.numbers import get_territory_currencies

# Currencies that some country has paid with since 2000; leaves out metals, test codes and invented ones.
CODES = frozenset(
    code
    for territory in get_global("territory_currencies")
    for code in get_territory_currencies(territory, date(2000, 1, 1), date(2100, 1, 1))
)
