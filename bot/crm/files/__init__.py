"""Files of CRM systems: bytes in, values out; nothing is stored or sent here."""
