"""What the network, Discord and the machine do to the running bot, and how it goes on."""
