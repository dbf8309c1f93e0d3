"""Snippets in other languages than Python: JavaScript, TypeScript and SQL."""
