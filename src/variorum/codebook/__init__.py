"""What the words of a report mean to its readers: lexicons as data, and the small types that hold them."""
