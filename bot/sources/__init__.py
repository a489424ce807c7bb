"""Where articles come from: pasted text, a page's HTML, a MediaWiki site."""
