"""What all public pages use."""
