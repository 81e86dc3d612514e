"""What goes wrong on our side stands in the log with a code, and the person reads the same code."""

import logging
import secrets

log = logging.getLogger(__name__)


def logged(error: Exception, what: str) -> str:
    """Log the error with its traceback, and what was done when it happened; gives the code."""
    code = f"R-{secrets.token_hex(2).upper()}"
    log.error("%s: %s: %s", code, what, type(error).__name__, exc_info=error)
    return code
