"""The bank that comes with Viva: questions that anybody may begin with, and updating them."""
