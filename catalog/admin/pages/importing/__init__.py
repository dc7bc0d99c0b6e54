"""Pages on which films are brought in: the upload, what an import does and did, what it proposes."""
