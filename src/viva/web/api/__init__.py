"""The API under `/api/v1`: what pages and programs ask for as JSON, with the same rules as the pages.

Failures are `application/problem+json` (RFC 9457). What can be edited has an
`ETag`, and an edit says in `If-Match` what it saw. What changes something needs
an `Idempotency-Key`. Lists come in pages with a cursor.
"""

PREFIX = "/api/v1"
