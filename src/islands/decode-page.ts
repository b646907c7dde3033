import { Client } from './decode/client.ts';
import { inputOfText, inputsOf, takeDrops } from './decode/files.ts';
import { button, find } from './element.ts';
import type { Input } from './decode/protocol.ts';
import { Results } from './decode/results.ts';
import { size, StatusBar } from './decode/status-bar.ts';
import { offerSamples } from './decode/samples.ts';
import { openWithFiles } from './handed-files.ts';
import { takeHanded } from './handed-paste.ts';
import { addKeys } from './keys.ts';
import { closeByEscape } from './popup-details.ts';

const DELAY = 40;
/** Longer texts make a text box slow: they are decoded without being shown in it. */
const MOST_SHOWN = 200_000;

const input = find<HTMLTextAreaElement>('#sample');
const clear = find<HTMLButtonElement>('#decode-clear');
const files = find<HTMLInputElement>('#decode-file');
const folder = find<HTMLInputElement>('#decode-folder');
folder.webkitdirectory = true;

let run = 0;
const client = new Client((reply) => {
  if (reply.kind === 'failed') {
    bar.fail(`The decoder stopped: ${reply.message} Reload the page and try again.`);
  } else if (reply.kind === 'view') results.showView(reply.view, reply);
  else if (reply.run === run) {
    bar.show(reply);
    results.showState(reply);
  }
});
/** What is decoded now. */
let opened: Input[] = [];
const results = new Results(client, ({ recordId, time }) => {
  const event = new URLSearchParams();
  if (recordId !== undefined) event.set('record', recordId);
  if (time !== null) event.set('at', String(time));
  const files = opened.map((one) =>
    'file' in one ? one : { name: one.name, file: new Blob([one.text]) },
  );
  if (!openWithFiles(`/correlate/#files&${event}`, files)) {
    bar.fail(
      'The browser opened no tab: allow this site to, or open the files on the page Correlate.',
    );
  }
});
const bar = new StatusBar(
  () => client.tell({ to: 'cancel' }),
  (zone) => results.setZone(zone),
);
find('#decode-bar').append(bar.element);

function open(inputs: Input[]): void {
  if (inputs.length === 0) return;
  opened = inputs;
  run += 1;
  document.body.classList.add('decoded');
  bar.begin();
  results.begin();
  client.tell({ to: 'open', run, inputs });
}

/** Nothing comes of what the address asked for: the page is as it is without it. */
function keepNoRoom(): void {
  document.documentElement.removeAttribute('data-asked');
}

function openText(text: string): void {
  if (text.trim() === '') {
    run += 1;
    client.tell({ to: 'cancel' });
    bar.clear();
    results.clear();
    samples.show(true);
    document.body.classList.remove('decoded');
    keepNoRoom();
    return;
  }
  run += 1;
  const own = run;
  void inputOfText(text).then((one) => {
    if (own === run) open([one]);
  });
}

/** A text from elsewhere than typing: shown in the box where it is short. */
function takeText(text: string): void {
  input.value = text.length <= MOST_SHOWN ? text : '';
  input.placeholder =
    text.length <= MOST_SHOWN ? EMPTY : `${size(text.length)} of pasted text, decoded below`;
  openText(text);
}

function takeFiles(inputs: Input[]): void {
  input.value = '';
  const bytes = inputs.reduce((sum, one) => sum + ('file' in one ? one.file.size : 0), 0);
  const named = inputs.length === 1 ? inputs[0]?.name : `${inputs.length} files`;
  input.placeholder = `${named ?? ''}, ${size(bytes)}, decoded below`;
  open(inputs);
}

const EMPTY = input.placeholder;
const samples = offerSamples(takeText, takeFiles);
/** What the reader gives of their own folds the samples away. */
const own =
  <T>(take: (given: T) => void) =>
  (given: T) => {
    samples.show(false);
    take(given);
  };
let timer: ReturnType<typeof setTimeout> | undefined;
input.addEventListener('input', (event) => {
  clearTimeout(timer);
  input.placeholder = EMPTY;
  if (input.value.trim() !== '') samples.show(false);
  // A paste is whole at once; typing goes on.
  if (event instanceof InputEvent && /^insertFrom/.test(event.inputType)) openText(input.value);
  else {
    bar.stale(true);
    timer = setTimeout(() => openText(input.value), DELAY);
  }
});

addEventListener('paste', (event) => {
  const data = event.clipboardData;
  if (!data) return;
  const target = event.target instanceof HTMLElement ? event.target : undefined;
  const elsewhere = target?.closest('input, select, dialog, [contenteditable]') ?? undefined;
  if (data.files.length > 0) {
    event.preventDefault();
    own(takeFiles)(inputsOf(data.files));
    return;
  }
  const text = data.getData('text/plain');
  if (elsewhere || text === '' || (target === input && text.length <= MOST_SHOWN)) return;
  event.preventDefault();
  own(takeText)(text);
});
takeDrops(own(takeFiles), own(takeText));
for (const picker of [files, folder]) {
  picker.addEventListener('change', () => {
    if (picker.files && picker.files.length > 0) own(takeFiles)(inputsOf(picker.files));
    picker.value = '';
  });
}
find('#open-files').addEventListener('click', () => files.click());
find('#open-folder').addEventListener('click', () => folder.click());

let before = '';
const undo = button('Undo', () => {
  own(takeText)(before);
  undo.hidden = true;
});
undo.hidden = true;
clear.after(undo);
clear.addEventListener('click', () => {
  before = input.value;
  undo.hidden = before === '';
  takeText('');
  input.placeholder = EMPTY;
  input.focus();
});

/**
 * What the address holds behind `#`: `sample=` an address of this site, `d=` an event, `q=` a filter, `pasted` what was
 * pasted into the search box. Any other is left alone.
 */
async function openAddress(): Promise<void> {
  const { hash } = location;
  const fail = (text: string) => {
    keepNoRoom();
    bar.fail(text);
  };
  const [, path] = /^#sample=(\/[a-z0-9-]+\/\d+\/[a-z0-9-]+\.xml)$/.exec(hash) ?? [];
  const [, payload] = /^#d=([\w-]+)$/.exec(hash) ?? [];
  const [, filter] = /^#q=(.+)$/.exec(hash) ?? [];
  if (hash === '#pasted') {
    history.replaceState(null, '', location.pathname);
    const handed = takeHanded();
    if (handed === undefined) keepNoRoom();
    else own(takeText)(handed);
  } else if (path) {
    const response = await fetch(path);
    if (response.ok) own(takeText)(await response.text());
    else fail(`There is no sample at ${path}.`);
  } else if (hash.startsWith('#sample=')) {
    fail('The link names no sample of this site.');
  } else if (payload) {
    const { unpackText } = await import('./decode/link-payload.ts');
    try {
      own(takeText)(unpackText(payload));
    } catch (error) {
      fail(error instanceof Error ? error.message : String(error));
    }
  } else if (hash.startsWith('#d=')) {
    fail('The link is damaged: it holds signs that no link of this page has.');
  } else if (filter) results.setFilter(new URLSearchParams(`q=${filter}`).get('q') ?? '');
}

addKeys([
  {
    key: 'c',
    does: 'Copy, redact or share the event that is shown',
    run: () => results.passOn(),
  },
]);
closeByEscape('.column-choice');
addEventListener('hashchange', () => void openAddress());
client.tell({ to: 'warm' });
if (input.value.trim() !== '') own(takeText)(input.value);
else void openAddress();
