"""The texts of `content/` and `translations.lock` → which unit of words is newer in which language, and what to do."""
