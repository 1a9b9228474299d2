"""One file for each optional neighbor, named after it; none is loaded before the neighbor is there.

This room stands outside the house: it imports what is public, and nothing inside imports it but for one hook.
"""
