"""What all routes of the API use."""
