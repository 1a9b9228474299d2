"""Tables alone: literals with their source, their date, and how sure they are."""
