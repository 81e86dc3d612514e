"""The windows of absences and pairs."""
