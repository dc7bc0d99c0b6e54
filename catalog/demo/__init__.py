"""The demo films, The Way Back and Metropolis: what is known of them, texts and pictures, and what loads them."""
