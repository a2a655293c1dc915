"""Questions + Assistant -> run -> measures -> report."""
