"""Telling people and programs about values of the product, the same on the command line and in the pages."""
