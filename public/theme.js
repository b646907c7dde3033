// Before the first paint: the theme that was chosen on this device, and the sign that scripts run.
document.documentElement.dataset.script = '';
try {
  const theme = localStorage.getItem('audit-atlas:theme');
  if (theme) document.documentElement.dataset.theme = theme;
} catch {
  // Storage is off: the system's theme it is.
}
