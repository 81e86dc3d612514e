"""Why a subject has its colour."""
