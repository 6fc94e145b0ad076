"""Pages of the office structure."""
