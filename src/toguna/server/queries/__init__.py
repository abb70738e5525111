"""The one way out: typed rows read from the records, as of a day, already cut to what the asking reader may see."""
