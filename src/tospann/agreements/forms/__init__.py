"""What people send: the bodies of agreements, and the small forms of the pages."""
