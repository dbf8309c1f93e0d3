"""Rules about facts: what statements mean, in English and Russian, and what code teaches."""
