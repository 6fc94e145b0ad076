"""The front page, one's own page, a partnership's page, search, and the boards."""
