"""One module for each family of pages: a request becomes a command, a result becomes a view."""
