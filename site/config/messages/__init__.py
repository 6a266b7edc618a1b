"""The catalogue of translations: what the code says in Chinese, and its English, kept in step."""
