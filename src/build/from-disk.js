// Behind theme.js in the archive of the site. Opened from a disk, a page finds nothing at addresses that begin with a
// slash, and browsers load no module: addresses are led to the files of the archive, and the page is as without scripts.
if (location.protocol === 'file:') {
  const root = new URL('.', document.currentScript.src);
  const lead = () => {
    for (const name of ['href', 'src', 'action']) {
      for (const element of document.querySelectorAll(`[${name}^="/"]:not(script)`)) {
        const address = element.getAttribute(name).slice(1);
        const file = address.replace(/(^|\/)(?=[?#]|$)/, '$1index.html');
        element.setAttribute(name, new URL(file, root).href);
      }
    }
  };
  delete document.documentElement.dataset.script;
  lead();
  addEventListener('DOMContentLoaded', () => {
    lead();
    for (const search of document.querySelectorAll('site-search')) search.remove();
    const note = document.createElement('p');
    note.className = 'note';
    note.textContent =
      'Opened from a disk: every page can be read; search, decoder and correlation need a web server, see README.txt.';
    document.querySelector('main')?.prepend(note);
  });
}
