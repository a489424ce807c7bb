"""Any text → Markdown that Discord shows as exactly this text, within Discord's limits."""
