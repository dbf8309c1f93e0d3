"""Receipts: what a request that changed something answered, so that sending it again only answers the same."""
