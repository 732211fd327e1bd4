"""The screens of the review and what their keys do."""
