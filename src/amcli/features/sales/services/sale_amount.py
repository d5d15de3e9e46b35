"""The amount of a sale that was not typed: how many there were, at the price of the product."""

from __future__ import annotations

from amcli.base.errors import BadValue
from amcli.base.money import as_typed, exact_product, from_minor, grouped, parse_quantity, round_to_minor
from amcli.records.services.field_values import TypedFields
from amcli.store import currencies
from amcli.store.session import UnitOfWork


def amount_at_list_price(work: UnitOfWork, given: TypedFields) -> str:
    """Quantity × price as an amount that one could have typed; how it was worked out is noted.

    given: the fields of a new sale without its amount. Raises BadValue, which says what to type, where there is no
    price, no quantity or another currency; NotFound and Ambiguous for the product.
    """
    kind = _text(given, "kind").lower() or "sale"
    if kind == "purchase":
        raise BadValue("a purchase needs its amount: type it as AMOUNT (the price of a product is what it is sold for)")
    product, quantity = _text(given, "product"), _text(given, "quantity")
    if not (product and quantity):
        at_price = f"--quantity N for N × the price of {product}"
        rest = at_price if product else "--product P and --quantity N for its price"
        raise BadValue(f"a {kind} needs its amount: type it as AMOUNT, or {rest}")
    found = work.find("product", product)
    row = work.row("product", found.record_id)
    minor, currency = row["price_minor"], row["currency"]
    if minor is None:
        set_price = f"`amcli product edit {found.reference} --price M` gives it one"
        raise BadValue(f"product {found.reference} has no price: type the amount; {set_price}")
    asked = _text(given, "currency").upper()
    if asked and asked != currency:
        raise BadValue(f"the price of {found.reference} is in {currency}: type the amount in {asked}")
    decimal = work.env.config.decimal
    count = parse_quantity(quantity, decimal)
    decimals = currencies.decimals(work.connection, currency)
    price = from_minor(minor, decimals)
    exact = exact_product(count, price)
    amount = from_minor(round_to_minor(exact, decimals), decimals)
    rounded = "" if amount == exact else f"{grouped(exact)}, rounded to "
    work.notes.append(f"{grouped(count)} × {grouped(price)} = {rounded}{grouped(amount)} {currency}")
    return as_typed(amount, currency, decimal)


def _text(given: TypedFields, name: str) -> str:
    return str(given.get(name, "")).strip()
