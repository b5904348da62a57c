"""What goes wrong, with a stable code. No message holds a part of a document."""


class GarimError(ValueError):
    """Why something could not be done.

    ``code`` is the contract's (``invalid_utf8``, ``secret``, ``would_survive``, ...) and stays; ``message`` is for people and may change.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return f"{self.message} ({self.code})"
