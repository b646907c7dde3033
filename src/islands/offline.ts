/**
 * Keeps a copy of the site on this device, and says when a newer one is ready. Nothing is copied
 * for readers who save data.
 */
export async function keepCopy(): Promise<void> {
  const saving = (navigator as { connection?: { saveData?: boolean } }).connection?.saveData;
  if (!('serviceWorker' in navigator) || saving) return;
  const hadOne = navigator.serviceWorker.controller !== null;
  const registration = await navigator.serviceWorker.register('/sw.js').catch(() => undefined);
  if (!registration || !hadOne) return;
  const box = document.createElement('div');
  box.className = 'update';
  box.role = 'status';
  document.body.append(box);
  const tell = () => offer(registration, box);
  if (registration.waiting) tell();
  const watch = (worker: ServiceWorker | null) =>
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed') tell();
    });
  watch(registration.installing);
  registration.addEventListener('updatefound', () => watch(registration.installing));
  // Another tab went on to the newer one.
  navigator.serviceWorker.addEventListener('controllerchange', tell);
}

/** A page may hold what its reader pasted, so only the reader loads it again. */
function offer(registration: ServiceWorkerRegistration, box: HTMLElement): void {
  const button = (text: string, press: () => void) => {
    const element = document.createElement('button');
    element.type = 'button';
    element.textContent = text;
    element.addEventListener('click', press);
    return element;
  };
  const use = button('Use it now', () => {
    if (!registration.waiting) return location.reload();
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload());
    registration.waiting.postMessage('use-now');
  });
  const later = button('Later', () => box.replaceChildren());
  if (!box.hasChildNodes()) box.append('A newer Audit Atlas is ready. ', use, ' ', later);
}
