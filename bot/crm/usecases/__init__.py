"""What can be done with files of CRM systems."""
