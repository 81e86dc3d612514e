"""A refusal: something cannot be done, and the person is told why in words."""


class Refusal(Exception):
    """`code` names a text under `refused.`; `params` fill it. Nothing was changed."""

    def __init__(self, code: str, **params: object) -> None:
        """Keep the code and the parameters of its text."""
        super().__init__(code)
        self.code = code
        self.params = params
