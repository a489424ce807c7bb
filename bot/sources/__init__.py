"""Where articles come from: pages that were copied or saved, and wikis; read without loss or refused."""
