"""Everything that touches a part of discord.py that its documentation doesn't promise.

One subject a file. The rest of the bot calls the functions and classes here and knows nothing of what they
reach into. For each file, a test shows that the part is still there and behaves as it is assumed to.
"""
