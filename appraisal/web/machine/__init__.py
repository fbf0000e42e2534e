"""What every page stands on: the server, the guard of requests, forms, headers, refusals, rendering."""
