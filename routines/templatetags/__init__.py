"""How values look on a page: the tags and filters of the templates."""
