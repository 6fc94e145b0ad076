"""Pages about authority."""
