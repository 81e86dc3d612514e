"""What can be done: each public function is one transaction."""
