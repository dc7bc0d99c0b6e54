"""What all nouns of the desk share."""
