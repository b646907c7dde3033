import { counted, grouped } from '../../catalog/grouped.ts';
import type { Change } from '../../decode/redact.ts';
import { redactKinds, type RedactKind } from '../../decode/redact/pseudonyms.ts';
import type { Client } from './client.ts';
import { copy, say, toClipboard } from '../copy.ts';
import { button, make } from '../element.ts';
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
  unit: 'Organisational units',
  host: 'Computers',
  network: 'Wireless networks',
  sid: 'SIDs',
  ip: 'IP addresses',
  mac: 'MAC addresses',
  guid: 'GUIDs',
  serial: 'Serial numbers, hashes',
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
  new PassOn(options).open();
}

class PassOn {
  readonly #options: PassOnOptions;
  readonly #dialog = make('dialog', 'pass-on');
  readonly #preview = make('pre', 'preview');
  readonly #changes = make('div', 'changes');
  readonly #progress = make('p', 'progress');
  readonly #include = make('input', '');
  readonly #address = make('input', 'address');
  readonly #linkNote = make('p', 'note');
  /** Whether all events of the list are meant. */
  #all: boolean;
  /** What was asked last; answers to what was asked before are too late. */
  #drawn = 0;

  constructor(options: PassOnOptions) {
    this.#options = options;
    this.#all = !options.event;
    this.#preview.tabIndex = 0;
    this.#preview.setAttribute('aria-label', 'What is passed on');
    this.#progress.setAttribute('role', 'status');
    this.#progress.hidden = true;
  }

  open(): void {
    const heading = make('h2', '', 'Copy, download or share');
    heading.id = 'pass-on-title';
    this.#dialog.setAttribute('aria-labelledby', heading.id);
    this.#dialog.append(
      make(
        'header',
        '',
        heading,
        button('Close', () => this.#dialog.close()),
      ),
      make(
        'div',
        'pass-on-body',
        make(
          'div',
          '',
          this.#scope(),
          this.#kinds(),
          this.#redactSet(),
          this.#actions(),
          this.#progress,
          this.#linkSet(),
        ),
        make('div', '', this.#preview, this.#changes),
      ),
    );
    this.#dialog.addEventListener('close', () => {
      this.#options.client.tell({ to: 'leave' });
      this.#dialog.remove();
    });
    document.body.append(this.#dialog);
    this.#dialog.showModal();
    this.#draw();
  }

  get #redact(): RedactKind[] {
    return redactKinds.filter((kind) => this.#options.remembered.redact.has(kind));
  }

  #question(row: number | undefined) {
    return {
      ask: 'export' as const,
      kind: this.#options.remembered.kind,
      ...(row === undefined ? {} : { row }),
      ...(this.#redact.length > 0 ? { redact: this.#redact } : {}),
    };
  }

  #draw(): void {
    this.#drawn += 1;
    const own = this.#drawn;
    const { client, event } = this.#options;
    this.#preview.hidden = !event;
    if (event) {
      client.ask(this.#question(event.row)).then(
        async ({ blob }) => {
          const text = await blob.slice(0, PREVIEW).text();
          if (own === this.#drawn)
            this.#preview.textContent = text + (blob.size > PREVIEW ? ' …' : '');
        },
        (error: Error) => (this.#preview.textContent = error.message),
      );
      if (this.#redact.length === 0) this.#changes.replaceChildren();
      else {
        void client
          .ask({ ask: 'redact', kinds: this.#redact, row: event.row })
          .then(({ changes }) => {
            if (own === this.#drawn) this.#changes.replaceChildren(changeList(changes));
          });
      }
    }
    this.#drawLink();
  }

  #scope(): HTMLElement | undefined {
    const { event, matched } = this.#options;
    if (!event || matched < 2) return undefined;
    const choose = (all: boolean) => () => {
      this.#all = all;
      this.#draw();
    };
    return choices('What', 'scope', [
      ['one', `This event (${event.id})`, true, choose(false)],
      ['all', `All ${counted(matched, 'event')} of the list`, false, choose(true)],
    ]);
  }

  #kinds(): HTMLElement {
    const { remembered } = this.#options;
    return choices(
      'As',
      'kind',
      exportKinds.map((kind) => [
        kind,
        kindNames[kind],
        kind === remembered.kind,
        () => {
          remembered.kind = kind;
          this.#draw();
        },
      ]),
    );
  }

  #redactSet(): HTMLElement {
    const { redact } = this.#options.remembered;
    const toggles = redactKinds.map((kind) => {
      const box = make('input', '');
      box.type = 'checkbox';
      box.checked = redact.has(kind);
      box.addEventListener('change', () => set([kind], box.checked));
      return { kind, box, label: make('label', 'check', box, ` ${redactNames[kind]}`) };
    });
    const set = (kinds: readonly RedactKind[], on: boolean) => {
      for (const kind of kinds) {
        if (on) redact.add(kind);
        else redact.delete(kind);
      }
      for (const { kind, box } of toggles) box.checked = redact.has(kind);
      this.#draw();
    };
    return make(
      'fieldset',
      '',
      make('legend', '', 'Redact'),
      button('Everything', () => set(redactKinds, true), 'quiet'),
      button('Nothing', () => set(redactKinds, false), 'quiet'),
      ...toggles.map(({ label }) => label),
      make(
        'p',
        'note',
        'The same value becomes the same made-up name everywhere; accounts, SIDs and GUIDs that every Windows has stay. Read the result before you pass it on: names in other words are not known.',
      ),
    );
  }

  #actions(): HTMLElement {
    const copied = button(
      'Copy',
      () => {
        void this.#make(async ({ blob, events }) => {
          if (blob.size > CLIPBOARD) return 'Too much for a clipboard: download it.';
          await toClipboard(await blob.text());
          say(copied, 'Copied');
          return events === 1 ? '' : `Copied ${counted(events, 'event')}.`;
        });
      },
      'primary',
    );
    const download = button('Download', () => {
      void this.#make(({ blob, events }) => {
        const { event, remembered } = this.#options;
        const name = this.#all || !event ? 'events' : `event-${event.id}`;
        save(blob, `${name}.${endings[remembered.kind]}`);
        say(download, 'Saved');
        return `Saved ${counted(events, 'event')}.`;
      });
    });
    return make('div', 'actions', copied, download);
  }

  /** Makes what is passed on, says how far it is, and lets it be stopped. */
  async #make(
    use: (made: { blob: Blob; events: number }) => string | Promise<string>,
  ): Promise<void> {
    const { client, event, matched } = this.#options;
    const words = make('span', '');
    const stop = button('Stop', () => client.tell({ to: 'leave' }));
    const row = this.#all ? undefined : event?.row;
    const asked = client.ask(this.#question(row), (events) => {
      words.textContent = `${grouped(events)} of ${counted(matched, 'event')} `;
      if (!stop.isConnected) this.#progress.replaceChildren(words, stop);
      this.#progress.hidden = false;
    });
    const said = await asked.then(use).catch((error: Error) => error.message);
    this.#progress.textContent = said;
    this.#progress.hidden = said === '';
  }

  #linkSet(): HTMLElement {
    const { event } = this.#options;
    this.#include.type = 'checkbox';
    this.#include.addEventListener('change', () => this.#drawLink());
    this.#address.readOnly = true;
    this.#address.setAttribute('aria-label', 'Link');
    const copied = button('Copy link', () => copy(this.#address.value, copied));
    return make(
      'fieldset',
      '',
      make('legend', '', 'Link'),
      event ? make('label', 'check', this.#include, ' Include this event') : undefined,
      make('div', 'link-line', this.#address, copied),
      this.#linkNote,
    );
  }

  #drawLink(): void {
    const { client, event, filter } = this.#options;
    const link = new URL('/decode/', location.href);
    const redact = this.#redact;
    if (!event || !this.#include.checked) {
      this.#linkNote.textContent = 'The link opens this page with the same filter and no event.';
      if (filter) link.hash = `q=${encodeURIComponent(filter)}`;
      this.#address.value = link.href;
      return;
    }
    this.#linkNote.textContent = `The event stands in the link itself, behind #, which no server is sent. Whoever has the link can read it${redact.length > 0 ? '; it is redacted as above' : '; nothing is redacted'}.`;
    const own = this.#drawn;
    client.ask({ ask: 'share', row: event.row, ...(redact.length > 0 ? { redact } : {}) }).then(
      ({ payload }) => {
        if (own !== this.#drawn || !this.#include.checked) return;
        link.hash = `d=${payload}`;
        this.#address.value = link.href;
      },
      (error: Error) => {
        this.#address.value = '';
        this.#linkNote.textContent = error.message;
      },
    );
  }
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
