"""Functions on texts and names: fold, split, render, quote and compare them. They know no model."""
