"""Where articles come from: pages that were copied or saved, and MediaWiki sites; read without loss or refused."""
