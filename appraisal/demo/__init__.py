"""The bundled example tenders: profiles are bundled ones, the bids are stories told as responses."""
