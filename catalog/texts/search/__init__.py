"""The method of search, which knows no model: words by which texts are found, how well a row answers a query, slips of the hand."""
