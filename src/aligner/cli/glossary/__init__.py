"""`aligner glossary`: one small file a sub-command."""
