"""The film that a new catalogue begins with: The Way Back (2010), fact by fact, with who says what."""
