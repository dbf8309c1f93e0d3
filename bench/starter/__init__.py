"""How much of what people really prepare for the starter bank asks: `python -m bench.starter`."""
