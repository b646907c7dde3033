import type { Locator, Page } from 'playwright-core';
import { beforeEach } from 'vitest';
import { useSite, type Site } from './serve.ts';

/** The decoder, fresh before each test, and what tests do and see there. */
export interface Decoder {
  site: Site;
  page: Page;
  /** Waits until the line on what was read says this. */
  status(text: string | RegExp): Promise<void>;
  /** Waits until the list says how many events it has. */
  matched(text: string): Promise<void>;
  /** The words of the card. */
  card(): Promise<string>;
  /** Waits until the card has a text, which may come with a code table. */
  shows(text: string): Promise<void>;
  button(name: string | RegExp): Locator;
  /** Clicks a sample, by its id, and waits for the card of it. */
  openSample(id: string): Promise<void>;
  openFile(name: string, bytes: string | Uint8Array): Promise<void>;
  /** Pastes a text outside of every box, as Ctrl+V does. */
  paste(text: string): Promise<void>;
  drop(files: Record<string, string>): Promise<void>;
}

/** @param expected messages on the console that are right */
export function useDecoder(expected?: RegExp): Decoder {
  const site = useSite(expected);
  beforeEach(async () => {
    await site.page.goto(`${site.base}/decode/`);
  });
  return {
    site,
    get page() {
      return site.page;
    },
    status: (text) => site.page.locator('#decode-status', { hasText: text }).waitFor(),
    matched: (text) => site.page.locator('.matched', { hasText: text }).waitFor(),
    card: () => site.page.locator('#decoded .event-card').innerText(),
    shows: (text) => site.page.locator('#decoded .event-card', { hasText: text }).waitFor(),
    button: (name) => site.page.getByRole('button', { name }),
    openSample: async (id) => {
      await site.page.locator(`[data-sample="${id}"]`).click();
      await site.page.locator('.event-card').waitFor();
    },
    openFile: (name, bytes) =>
      site.page
        .locator('#decode-file')
        .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(bytes) }),
    paste: (text) =>
      site.page.evaluate((pasted) => {
        const data = new DataTransfer();
        data.setData('text/plain', pasted);
        document.body.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
        );
      }, text),
    drop: (files) =>
      site.page.evaluate((texts) => {
        const data = new DataTransfer();
        for (const [name, text] of Object.entries(texts)) data.items.add(new File([text], name));
        document.body.dispatchEvent(
          new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }),
        );
      }, files),
  };
}

/** Lines of JSON: logoffs, and every tenth a failed logon. */
export function log(lines: number): string {
  const line = (index: number) =>
    JSON.stringify({
      eventId: index % 10 === 0 ? 4625 : 4634,
      provider: 'Microsoft-Windows-Security-Auditing',
      timeCreated: new Date(Date.UTC(2024, 2, 5) + index * 1_000).toISOString(),
      computer: index % 2 === 0 ? 'ws7.corp.example' : 'fs2.corp.example',
      recordId: String(index),
      data: { TargetUserName: `user${index}`, TargetDomainName: 'CORP', LogonType: '3' },
    });
  return Array.from({ length: lines }, (_, index) => line(index)).join('\n');
}

export const escape = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');

export const eventDataOf = (data: Record<string, string>): string =>
  `<EventData>${Object.entries(data)
    .map(([name, value]) => `<Data Name="${escape(name)}">${escape(value)}</Data>`)
    .join('')}</EventData>`;

/** An event of Windows as XML. */
export const xml = (data: Record<string, string>, id = 4634): string =>
  `<Event><System><Provider Name="Microsoft-Windows-Security-Auditing"/><EventID>${id}</EventID><Computer>ws7.corp.example</Computer></System>${eventDataOf(data)}</Event>`;
