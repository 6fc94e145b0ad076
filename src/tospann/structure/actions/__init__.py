"""Changes to the office structure. Nothing here loads the engine before it is needed."""
