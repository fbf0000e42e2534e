"""The fixed forms, by noun: each says which fields it has and what they take; none of them writes anything."""
