import { pageKeys, setSingleKeys, singleKeys } from './keys.ts';

const always: readonly (readonly [keys: string, does: string])[] = [
  ['Ctrl K or ⌘ K', 'Search'],
  ['↑ ↓', 'Move in the list of answers'],
  ['Enter', 'Open; with Ctrl or ⌘ in a new tab'],
  ['Esc', 'Close the list; clear the box; leave it'],
];
let dialog: HTMLDialogElement | undefined;

/** Opens the dialog of this page's keys, with the switch that turns single keys off. */
export function openKeysDialog(): void {
  dialog ??= makeDialog();
  const rows = [
    ...always,
    ...pageKeys().map((one) => [one.shown ?? [one.key].flat().join(' '), one.does] as const),
  ];
  dialog.querySelector('dl')?.replaceChildren(
    ...rows.map(([keys, does]) => {
      const row = element('div', element('dt', element('kbd', keys)), element('dd', does));
      return row;
    }),
  );
  dialog.showModal();
}

function makeDialog(): HTMLDialogElement {
  const title = element('h2', 'Keys of this page');
  title.id = 'keys-title';
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.checked = singleKeys();
  box.addEventListener('change', () => setSingleKeys(box.checked));
  const close = element('button', 'Close');
  close.autofocus = true;
  const form = element('form', close);
  form.method = 'dialog';
  const made = element(
    'dialog',
    title,
    element('dl'),
    element('label', box, ' Single keys are on. Ctrl K works without them.'),
    form,
  );
  made.className = 'keys';
  made.setAttribute('aria-labelledby', title.id);
  made.addEventListener('click', (event) => {
    if (event.target === made) made.close();
  });
  document.body.append(made);
  return made;
}

function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  made.append(...children);
  return made;
}
