// Behind theme.js in the archive of the site. Opened from a disk, or below a path of a server, a page finds nothing at
// addresses that begin with a slash, and its modules are not loaded: addresses are led to the files of the archive, and the
// page is as without scripts.
{
  const root = new URL('.', document.currentScript.src);
  const onDisk = location.protocol === 'file:';
  const lead = () => {
    for (const name of ['href', 'src', 'action']) {
      for (const element of document.querySelectorAll(`[${name}^="/"]:not(script)`)) {
        const address = element.getAttribute(name).slice(1);
        const file = onDisk ? address.replace(/(^|\/)(?=[?#]|$)/, '$1index.html') : address;
        element.setAttribute(name, new URL(file, root).href);
      }
    }
  };
  if (onDisk || root.pathname !== '/') {
    delete document.documentElement.dataset.script;
    lead();
    addEventListener('DOMContentLoaded', () => {
      lead();
      for (const search of document.querySelectorAll('site-search')) search.remove();
      const note = document.createElement('p');
      note.className = 'note';
      note.textContent = onDisk
        ? 'Opened from a disk: every page can be read; search, decoder and correlation need a web server, see README.txt.'
        : `Served below ${root.pathname}: every page can be read; search, decoder and correlation need the root of an address, see README.txt.`;
      document.querySelector('main')?.prepend(note);
    });
  }
}
