import type { Change } from '../../decode/redact.ts';
import { redactKinds, type RedactKind } from '../../decode/redact/pseudonyms.ts';
import type { Client } from './client.ts';
import { button, copy, make, many, say } from './make.ts';
import { exportKinds, type ExportKind, type ShownEvent } from './protocol.ts';

const kindNames: Record<ExportKind, string> = {
  xml: 'XML',
  json: 'JSON',
  jsonl: 'JSON lines',
  csv: 'CSV',
  markdown: 'Markdown',
  text: 'Message text',
  line: 'One line',
};
const endings: Record<ExportKind, string> = {
  xml: 'xml',
  json: 'json',
  jsonl: 'jsonl',
  csv: 'csv',
  markdown: 'md',
  text: 'txt',
  line: 'txt',
};
const redactNames: Record<RedactKind, string> = {
  user: 'Users',
  domain: 'Domains',
  host: 'Computers',
  sid: 'SIDs',
  ip: 'IP addresses',
};
/** Characters that are shown before they are passed on. */
const PREVIEW = 20_000;
/** Bytes that go on a clipboard without making other programs slow. */
const CLIPBOARD = 20_000_000;

export interface PassOnOptions {
  client: Client;
  event: ShownEvent | undefined;
  /** Events that the filter lets through. */
  matched: number;
  /** Conditions of the filter, as typed. */
  filter: string;
  remembered: { kind: ExportKind; redact: Set<RedactKind> };
}

/** Copy, download, redact, link: what leaves the page, seen before it does. */
export function openPassOn(options: PassOnOptions): void {
  const { client, event, matched, remembered } = options;
  let all = !event;
  const dialog = make('dialog', 'pass-on');
  const preview = make('pre', 'preview');
  preview.tabIndex = 0;
  preview.setAttribute('aria-label', 'What is passed on');
  const changes = make('div', 'changes');
  const redact = () => redactKinds.filter((kind) => remembered.redact.has(kind));
  const question = () => ({
    ask: 'export' as const,
    kind: remembered.kind,
    ...(all || !event ? {} : { row: event.row }),
    ...(redact().length > 0 ? { redact: redact() } : {}),
  });
  let drawn = 0;
  const draw = () => {
    drawn += 1;
    const own = drawn;
    const row = event?.row;
    if (row === undefined) preview.hidden = true;
    else {
      const one = { ...question(), row };
      client.ask(one).then(
        async ({ blob }) => {
          const text = await blob.slice(0, PREVIEW).text();
          if (own === drawn) preview.textContent = text + (blob.size > PREVIEW ? ' …' : '');
        },
        (error: Error) => (preview.textContent = error.message),
      );
      if (redact().length === 0) changes.replaceChildren();
      else {
        void client.ask({ ask: 'redact', kinds: redact(), row }).then((answer) => {
          if (own === drawn) changes.replaceChildren(changeList(answer.changes));
        });
      }
    }
    drawLink();
  };

  const scope =
    event && matched > 1
      ? choices('What', 'scope', [
          ['one', `This event (${event.id})`, true, () => ((all = false), draw())],
          ['all', `All ${many(matched, 'event')} of the list`, false, () => ((all = true), draw())],
        ])
      : undefined;
  const kinds = choices(
    'As',
    'kind',
    exportKinds.map((kind) => [
      kind,
      kindNames[kind],
      kind === remembered.kind,
      () => {
        remembered.kind = kind;
        draw();
      },
    ]),
  );
  const toggles = redactKinds.map((kind) => {
    const box = make('input', '');
    box.type = 'checkbox';
    box.checked = remembered.redact.has(kind);
    box.addEventListener('change', () => {
      if (box.checked) remembered.redact.add(kind);
      else remembered.redact.delete(kind);
      draw();
    });
    return { kind, box, label: make('label', 'check', box, ` ${redactNames[kind]}`) };
  });
  const setAll = (on: boolean) => {
    for (const { kind, box } of toggles) {
      box.checked = on;
      if (on) remembered.redact.add(kind);
      else remembered.redact.delete(kind);
    }
    draw();
  };
  const redactSet = make(
    'fieldset',
    '',
    make('legend', '', 'Redact'),
    button('quiet', 'Everything', () => setAll(true)),
    button('quiet', 'Nothing', () => setAll(false)),
    ...toggles.map(({ label }) => label),
    make(
      'p',
      'note',
      'The same value becomes the same made-up name everywhere; accounts that every Windows has stay. Read the result before you pass it on: names in other words are not known.',
    ),
  );

  const copyButton = button('primary', 'Copy', () => {
    void client
      .ask(question())
      .then(async ({ blob, events }) => {
        if (blob.size > CLIPBOARD) say(copyButton, 'Too much for a clipboard: download it');
        else {
          await navigator.clipboard.writeText(await blob.text());
          say(copyButton, events === 1 ? 'Copied' : `Copied ${many(events, 'event')}`);
        }
      })
      .catch(() => say(copyButton, 'The browser did not allow it'));
  });
  const download = button('', 'Download', () => {
    void client.ask(question()).then(({ blob, events }) => {
      const name = all || !event ? 'events' : `event-${event.id}`;
      save(blob, `${name}.${endings[remembered.kind]}`);
      say(download, `Saved ${many(events, 'event')}`);
    });
  });

  const include = make('input', '');
  include.type = 'checkbox';
  include.addEventListener('change', () => drawLink());
  const address = make('input', 'address');
  address.readOnly = true;
  address.setAttribute('aria-label', 'Link');
  const linkNote = make('p', 'note');
  const copyLink = button('', 'Copy link', () => copy(address.value, copyLink));
  const drawLink = () => {
    const plain = new URL('/decode/', location.href);
    linkNote.textContent = include.checked
      ? `The event stands in the link itself, behind #, which no server is sent. Whoever has the link can read it${redact().length > 0 ? '; it is redacted as above' : '; nothing is redacted'}.`
      : 'The link opens this page with the same filter and no event.';
    if (!include.checked || !event) {
      if (options.filter) plain.hash = `q=${encodeURIComponent(options.filter)}`;
      address.value = plain.href;
      return;
    }
    const own = drawn;
    client
      .ask({ ask: 'share', row: event.row, ...(redact().length > 0 ? { redact: redact() } : {}) })
      .then(
        ({ payload }) => {
          if (own !== drawn || !include.checked) return;
          plain.hash = `d=${payload}`;
          address.value = plain.href;
        },
        (error: Error) => {
          address.value = '';
          linkNote.textContent = error.message;
        },
      );
  };
  const linkSet = make(
    'fieldset',
    '',
    make('legend', '', 'Link'),
    event ? make('label', 'check', include, ' Include this event') : undefined,
    make('div', 'link-line', address, copyLink),
    linkNote,
  );
  const close = button('', 'Close', () => dialog.close());
  const heading = make('h2', '', 'Copy, download or share');
  heading.id = 'pass-on-title';
  dialog.setAttribute('aria-labelledby', heading.id);
  dialog.append(
    make('header', '', heading, close),
    make(
      'div',
      'pass-on-body',
      make(
        'div',
        '',
        scope,
        kinds,
        redactSet,
        make('div', 'actions', copyButton, download),
        linkSet,
      ),
      make('div', '', preview, changes),
    ),
  );
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  draw();
}

type Choice = [value: string, text: string, chosen: boolean, choose: () => void];

function choices(title: string, name: string, list: Choice[]): HTMLElement {
  return make(
    'fieldset',
    '',
    make('legend', '', title),
    ...list.map(([value, text, chosen, choose]) => {
      const radio = make('input', '');
      radio.type = 'radio';
      radio.name = `pass-on-${name}`;
      radio.value = value;
      radio.checked = chosen;
      radio.addEventListener('change', choose);
      return make('label', 'check', radio, ` ${text}`);
    }),
  );
}

function changeList(changes: readonly Change[]): HTMLElement {
  if (changes.length === 0) return make('p', 'note', 'Nothing in this event had to be replaced.');
  const rows = changes.map(({ kind, from, to, count }) =>
    make(
      'tr',
      '',
      make('td', '', redactNames[kind]),
      make('td', '', make('code', '', from)),
      make('td', '', make('code', '', to)),
      make('td', '', count > 1 ? `${count} ×` : ''),
    ),
  );
  const table = make(
    'table',
    '',
    make('caption', '', 'Replaced in this event'),
    make('tbody', '', ...rows),
  );
  return make('div', 'table', table);
}

function save(blob: Blob, name: string): void {
  const anchor = make('a', '');
  anchor.href = URL.createObjectURL(blob);
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 60_000);
}
