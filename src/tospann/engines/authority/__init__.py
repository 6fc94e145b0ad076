"""Who may decide what, for whom, when and why: findings with reasons, from law as data."""
