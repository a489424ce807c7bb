"""Where articles come from: pages that were copied or saved, read without loss or refused."""
