"""From an article to its mentions, their places, and the claims made about them."""
