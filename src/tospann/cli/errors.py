class Stopped(Exception):
    """A command cannot go on. The text says why and what to do, in Norwegian."""
