"""What people do in Discord: messages, commands, changed articles. Each handler takes the App."""
