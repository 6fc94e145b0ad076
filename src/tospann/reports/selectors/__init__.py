"""What pages, and the apps above, read about reports."""
