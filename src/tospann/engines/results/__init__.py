"""What the figures of a partnership say, how sure they are, and which may be shown."""
