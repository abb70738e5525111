"""What the three cores share: errors, texts in two languages, dates with precision."""
