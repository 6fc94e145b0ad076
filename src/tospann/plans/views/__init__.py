"""The pages of signals and plans."""
