"""Places: the index of the world, the theatres over it, and the adapters to geopy."""
