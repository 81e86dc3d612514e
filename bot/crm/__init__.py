"""What comes out of CRM systems: reading their files, and importing what those state."""
