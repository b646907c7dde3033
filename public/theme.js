// Before the first paint: the theme that was chosen on this device, and the signs that scripts run and that something is
// asked, so that its answers have room.
document.documentElement.dataset.script = '';
if (/[?&]q=[^&]/.test(location.search)) document.documentElement.dataset.asked = '';
try {
  const theme = localStorage.getItem('audit-atlas:theme');
  if (theme) document.documentElement.dataset.theme = theme;
} catch {
  // Storage is off: the system's theme it is.
}
