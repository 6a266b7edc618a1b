"""The rules of review routes: asked, shaped, tried out."""
