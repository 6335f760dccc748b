"""Pages printed apart, some of them in memory at a time → one PDF: what the book and the decks of questions share."""
