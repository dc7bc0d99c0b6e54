"""The demo film The Way Back: what is known of it, its texts and pictures, and the function that loads them."""
