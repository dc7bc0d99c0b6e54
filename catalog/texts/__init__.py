"""What is done to words, whatever they are the words of."""
