// Before the first paint: the theme that was chosen on this device, and the signs that scripts run and that something is
// asked, so that its answers have room.
document.documentElement.dataset.script = '';
if (/\?.|#(?:d=|pasted|sample=)/.test(location.search + location.hash))
  document.documentElement.dataset.asked = '';
try {
  const theme = localStorage.getItem('audit-atlas:theme');
  if (theme) document.documentElement.dataset.theme = theme;
} catch {
  // Storage is off: the system's theme it is.
}
// Pages fade into one another, which is asked for here: by a stylesheet that is still to come Chromium breaks the fade
// off and reports it. A fade that the reader's next step cuts short is nothing to report either.
if ('CSSViewTransitionRule' in globalThis && !matchMedia('(prefers-reduced-motion)').matches) {
  addEventListener('unhandledrejection', (event) => {
    if (/^Transition was/.test(event.reason?.message)) event.preventDefault();
  });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('@view-transition { navigation: auto }');
  document.adoptedStyleSheets = [sheet];
}
