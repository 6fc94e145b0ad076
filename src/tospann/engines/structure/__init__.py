"""Where offices lie and which municipalities share one: measures, proposals and their proof."""
