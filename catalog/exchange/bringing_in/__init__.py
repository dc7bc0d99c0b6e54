"""Bring in what readers read: new films in bulk, changes of films that are here as an editor would save them."""
