/**
 * Keeps a copy of the site on this device, and says when a newer one is ready. Nothing is copied
 * for readers who save data.
 */
export async function keepCopy(): Promise<void> {
  const saving = (navigator as { connection?: { saveData?: boolean } }).connection?.saveData;
  if (!('serviceWorker' in navigator) || saving) return;
  const hadOne = navigator.serviceWorker.controller !== null;
  const registration = await navigator.serviceWorker.register('/sw.js').catch(() => undefined);
  if (!registration) return;
  const watch = (worker: ServiceWorker | null) =>
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed' && hadOne) offer(worker);
    });
  if (registration.waiting && hadOne) offer(registration.waiting);
  watch(registration.installing);
  registration.addEventListener('updatefound', () => watch(registration.installing));
}

function offer(worker: ServiceWorker): void {
  const box = document.createElement('div');
  box.className = 'update';
  box.role = 'status';
  const use = document.createElement('button');
  use.type = 'button';
  use.textContent = 'Use it now';
  use.addEventListener('click', () => {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload());
    worker.postMessage('use-now');
  });
  const later = document.createElement('button');
  later.type = 'button';
  later.textContent = 'Later';
  later.addEventListener('click', () => box.remove());
  box.append('A newer Audit Atlas is ready. ', use, ' ', later);
  document.body.append(box);
}
