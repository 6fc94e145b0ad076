"""`tospann structure`: the structure engine without the web application."""
