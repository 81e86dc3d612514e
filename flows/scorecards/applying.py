"""Which subjects a scorecard is for: the rules that a company declares, all of which must hold."""

from functools import cached_property
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from flows.company.naming import fold
from flows.company.subjects import NewSubject
from flows.scorecards.words import OPTION_TEXT, Declared, Text, Words

Code = Annotated[str, Field(pattern="^[A-Z]{3}$")]
Bound = Annotated[int, Field(strict=True, ge=1)]


class Segment(Words):
    """A segment as the company's systems and people write it, in either language."""

    en: Annotated[Text, Field(max_length=OPTION_TEXT)]
    da: Annotated[Text, Field(max_length=OPTION_TEXT)]

    @property
    def folded(self) -> frozenset[str]:
        """How it is compared."""
        return frozenset({fold(self.en), fold(self.da)})


def _in_both(given: object) -> object:
    return {"en": given, "da": given} if isinstance(given, str) else given


class AppliesTo(Declared):
    """The subjects that a scorecard is for; every rule that stands here must hold.

    Amounts are by currency (ISO 4217): one in a currency that isn't named fits neither bound, and no amount is
    ever converted. A subject without a segment, product or amount fits no rule about it.
    """

    segments: Annotated[tuple[Annotated[Segment, BeforeValidator(_in_both)], ...], Field(max_length=20)] = ()
    products: Annotated[tuple[Text, ...], Field(max_length=100)] = ()
    amount_from: dict[Code, Bound] = Field(default_factory=dict)
    amount_below: dict[Code, Bound] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _at_least_one(self) -> Self:
        if not (self.segments or self.products or self.amount_from or self.amount_below):
            raise PydanticCustomError("rule", "needs segments, products, amount_from or amount_below")
        for code in self.amount_from.keys() & self.amount_below.keys():
            if self.amount_from[code] >= self.amount_below[code]:
                raise PydanticCustomError(
                    "rule", "has no amount between the two bounds in {code}", {"code": code}
                )
        return self

    @cached_property
    def folded_segments(self) -> frozenset[str]:
        """All segments as they are compared."""
        return frozenset(folded for segment in self.segments for folded in segment.folded)

    @cached_property
    def folded_products(self) -> frozenset[str]:
        """All products as they are compared."""
        return frozenset(map(fold, self.products))

    def fits(self, subject: NewSubject) -> bool:
        """Whether all rules hold for a subject."""
        return (
            _named(subject.segment, self.folded_segments)
            and _named(subject.product, self.folded_products)
            and self._amount_fits(subject)
        )

    def _amount_fits(self, subject: NewSubject) -> bool:
        if not self.amount_from and not self.amount_below:
            return True
        amount, code = subject.amount, subject.currency
        bounds = [bound for bound in (self.amount_from, self.amount_below) if bound]
        if amount is None or not all(code in bound for bound in bounds):
            return False
        return self.amount_from.get(code, amount) <= amount < self.amount_below.get(code, amount + 1)


def _named(text: str | None, wanted: frozenset[str]) -> bool:
    """Whether a text is one of those wanted, whatever its case and accents; where none is wanted, any is."""
    return not wanted or (text is not None and " ".join(fold(text).split()) in wanted)
