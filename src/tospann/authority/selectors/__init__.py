"""What the pages about authority show."""
