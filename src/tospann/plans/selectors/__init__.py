"""What pages, and the apps above, read about signals and plans."""
