"""The boards over all partnerships: how lines are reckoned, chosen, put in order and exported."""
