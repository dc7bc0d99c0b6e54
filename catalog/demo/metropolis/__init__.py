"""The demo film Metropolis: what is known of it and of its versions, the poster, and the function that loads them."""
