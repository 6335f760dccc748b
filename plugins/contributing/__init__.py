"""Contracts and handbook → what a contributor meets: editor snippets, issue forms, field tables, scaffolds, addresses.

Nothing here is read by the build; `inv schema` writes the files, `inv new`, `inv rename` and `inv addresses` act.
"""
