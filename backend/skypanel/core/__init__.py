"""The small kit everything stands on. It knows no domain and no outside company."""
