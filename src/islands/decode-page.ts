import type { DecodeReply, DecodeRequest, ShownEvent, ShownProblem } from './decode-protocol.ts';

const DELAY = 60;

const input = document.querySelector('#sample') as HTMLTextAreaElement;
const status = document.querySelector('#decode-status') as HTMLElement;
const output = document.querySelector('#decoded') as HTMLElement;
const file = document.querySelector('#decode-file') as HTMLInputElement;
const clear = document.querySelector('#decode-clear') as HTMLButtonElement;

let worker: Worker | undefined;
let run = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

function start(): Worker {
  const started = new Worker(new URL('./decode-worker.ts', import.meta.url), { type: 'module' });
  started.addEventListener('message', ({ data }: MessageEvent<DecodeReply>) => show(data));
  return started;
}

function decode(text: string): void {
  run += 1;
  if (text.trim() === '') {
    output.replaceChildren();
    status.textContent = '';
    return;
  }
  worker ??= start();
  worker.postMessage({ run, text } satisfies DecodeRequest);
}

let shownRun = 0;

function show(reply: DecodeReply): void {
  if (reply.run !== run) return;
  if (reply.kind === 'failed') {
    status.textContent = `The decoder stopped: ${reply.message} Reload the page and try again.`;
    return;
  }
  if (reply.kind === 'done') {
    const shown = output.querySelectorAll('article').length;
    const rest = reply.total > shown ? `; the first ${shown} are shown` : '';
    status.textContent =
      reply.total === 0
        ? 'No event was found.'
        : `${reply.format ?? 'Unknown format'}: ${reply.total} event${reply.total === 1 ? '' : 's'}${rest}, ${Math.ceil(reply.milliseconds)} ms.`;
    return;
  }
  const cards = [...reply.problems.map(problemNote), ...reply.events.map(eventCard)];
  if (shownRun === reply.run) output.append(...cards);
  else output.replaceChildren(...cards);
  shownRun = reply.run;
}

/** An element with a class and children; text is never markup. */
function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  ...children: (string | Node)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

function link(href: string, text: string): HTMLAnchorElement {
  const anchor = make('a', '', text);
  anchor.href = href;
  return anchor;
}

function problemNote({ where, message, hint }: ShownProblem): HTMLElement {
  return make('p', 'callout', where ? `${where}: ` : '', message, hint ? ` ${hint}` : '');
}

function eventCard(event: ShownEvent): HTMLElement {
  const id = make('span', 'id', String(event.eventId ?? '?'));
  const title = event.title ?? 'Unknown event';
  const heading = make('h3', '');
  heading.append(event.url ? link(event.url, String(event.eventId)) : id, ` ${title}`);
  const about = [
    event.outcome,
    event.version === undefined ? undefined : `version ${event.version}`,
    event.timeCreated,
    event.computer,
    event.provider,
  ].filter(Boolean);
  const rows = event.fields.map((field) => {
    const name = make('th', '');
    name.scope = 'row';
    name.append(
      field.concept ? link(`/fields/${field.concept}/`, field.name) : field.name,
      make('div', 'note', [field.section, field.label].filter(Boolean).join(' / ')),
    );
    const value = make('td', 'value', make('code', '', field.value));
    const meaning = make('td', '');
    if (field.parts) {
      const list = make('ul', '');
      for (const part of field.parts) {
        list.append(make('li', '', part.text, part.detail ? make('div', 'note', part.detail) : ''));
      }
      meaning.append(list);
    } else if (field.meaning) {
      meaning.append(
        field.table && field.table !== 'msobjs'
          ? link(`/codes/${field.table}/`, field.meaning)
          : field.meaning,
      );
    }
    if (field.unknown) meaning.append(make('span', 'unsure', 'not a field of this event'));
    return make('tr', '', name, value, meaning);
  });
  const table = make('table', '', make('tbody', '', ...rows));
  const warnings = event.warnings.map(({ message, hint }) =>
    make('p', 'callout', message, hint ? ` ${hint}` : ''),
  );
  const copy = make('button', '', 'Copy as JSON');
  copy.type = 'button';
  copy.addEventListener('click', () => {
    const { url: _url, ...json } = event;
    navigator.clipboard.writeText(JSON.stringify(json, null, 2)).then(
      () => (copy.textContent = 'Copied'),
      () => (copy.textContent = 'The browser did not allow it'),
    );
  });
  return make(
    'article',
    'card',
    heading,
    make('p', 'note', about.join(' · ')),
    event.summary ? make('p', 'lead', event.summary) : '',
    ...warnings,
    make('div', 'table', table),
    copy,
  );
}

input.addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(() => decode(input.value), DELAY);
});
input.addEventListener('dragover', (event) => event.preventDefault());
input.addEventListener('drop', (event) => {
  const [dropped] = event.dataTransfer?.files ?? [];
  if (!dropped) return;
  event.preventDefault();
  void readFile(dropped);
});
file.addEventListener('change', () => {
  const [chosen] = file.files ?? [];
  if (chosen) void readFile(chosen);
});
clear.addEventListener('click', () => {
  input.value = '';
  decode('');
  input.focus();
});
for (const button of document.querySelectorAll<HTMLButtonElement>('[data-sample]')) {
  button.addEventListener('click', () => {
    input.value = document.querySelector(`#${button.dataset['sample'] ?? ''}`)?.textContent ?? '';
    decode(input.value);
  });
}

const MOST_SHOWN = 200_000;

async function readFile(chosen: File): Promise<void> {
  status.textContent = `Reading ${chosen.name} …`;
  const text = await chosen.text();
  input.value =
    text.length <= MOST_SHOWN ? text : `${chosen.name}: ${chosen.size} bytes, decoded below`;
  decode(text);
}

/** `#sample=/security/4634/v0.xml` opens a sample of this site; any other address is left alone. */
async function openSample(): Promise<void> {
  const [, path] = /^#sample=(\/[a-z0-9-]+\/\d+\/[a-z0-9-]+\.xml)$/.exec(location.hash) ?? [];
  if (!path) return;
  const response = await fetch(path);
  if (!response.ok) {
    status.textContent = `There is no sample at ${path}.`;
    return;
  }
  input.value = await response.text();
  decode(input.value);
}

addEventListener('hashchange', () => void openSample());
if (input.value.trim() !== '') decode(input.value);
else void openSample();
