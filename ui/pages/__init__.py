"""The pages: each fetches what it shows and hands it to components."""
