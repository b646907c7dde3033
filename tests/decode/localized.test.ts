import { expect, test } from 'vitest';
import { decodeEvent } from '../../src/decode/decode.ts';
import { readEvents } from '../../src/decode/read-events.ts';
import { realCatalog } from '../content.ts';

const { definitions } = realCatalog();
const read = (text: string) =>
  [...readEvents(text, definitions)].map((one) =>
    'problem' in one
      ? { problem: one.problem.message }
      : {
          eventId: one.event.eventId,
          data: Object.fromEntries(one.event.data.map(({ name, value }) => [name, value])),
          problems: one.event.problems.map((problem) => problem.message),
        },
  );

const german = `Ein Konto wurde abgemeldet.

Antragsteller:
\tSicherheits-ID:\t\tS-1-5-7
\tKontoname:\t\tANONYMOUS-ANMELDUNG
\tKontodomäne:\t\tNT-AUTORITÄT
\tAnmelde-ID:\t\t0x149BE

Anmeldetyp:\t\t\t3

Dieses Ereignis wird beim Zerstören einer Anmeldesitzung erzeugt.`;

const header = `Protokollname: Security
Quelle:        Microsoft-Windows-Security-Auditing
Datum:         05.03.2024 09:15:02
Ereignis-ID:   4634
Aufgabenkategorie:Abmelden
Ebene:         Informationen
Schlüsselwörter:Überwachung erfolgreich
Benutzer:      Nicht zutreffend
Computer:      ws7.corp.example
Beschreibung:
`;

test('a copy in German gives its header, and its values by position', () => {
  const [one] = [...readEvents(header + german, definitions)];
  expect(one).toMatchObject({
    event: {
      eventId: 4634,
      provider: 'Microsoft-Windows-Security-Auditing',
      channel: 'Security',
      computer: 'ws7.corp.example',
      timeIsLocal: true,
      data: [
        { name: 'TargetUserSid', value: 'S-1-5-7' },
        { name: 'TargetUserName', value: 'ANONYMOUS-ANMELDUNG' },
        { name: 'TargetDomainName', value: 'NT-AUTORITÄT' },
        { name: 'TargetLogonId', value: '0x149be' },
        { name: 'LogonType', value: '3' },
      ],
      problems: [
        {
          code: 'other-language',
          message:
            'The message of event 4634 is not in English: its values are taken by their position.',
          hint: "Paste the XML, which is the same in every language: Event Viewer's Details tab, XML View.",
        },
      ],
    },
  });
});

test.each([
  ['Japanese', 'サブジェクト:', '：'],
  ['French', 'Sujet :', ' :'],
])('%s text, with its own colons', (_, heading, colon) => {
  const text = german.replace('Antragsteller:', heading).replace(/(?<=\t[^\n\t]*):(?=\t)/g, colon);
  expect(read(header + text)[0]).toMatchObject({
    eventId: 4634,
    data: { TargetLogonId: '0x149be', LogonType: '3' },
  });
});

test('a message alone says that it is not English, and what to paste', () => {
  expect(read(german)).toEqual([
    {
      problem:
        '"Ein Konto wurde abgemeldet." begins what looks like an event\'s message in a language other than English.',
    },
  ]);
});

test('a message with other lines than any layout keeps its header', () => {
  const [one] = read(header + german.replace('Anmeldetyp:\t\t\t3', ''));
  expect(one).toMatchObject({
    eventId: 4634,
    data: {},
    problems: ['The message of event 4634 does not begin as it does in English.'],
  });
});

test('the XML behind it wins', () => {
  const xml = `
Ereignis-XML:
<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System><Provider Name="Microsoft-Windows-Security-Auditing"/><EventID>4634</EventID><Version>0</Version></System><EventData><Data Name="TargetUserSid">S-1-5-7</Data></EventData></Event>`;
  expect(read(`${header}${german}\n${xml}`)).toEqual([
    { eventId: 4634, data: { TargetUserSid: 'S-1-5-7' }, problems: [] },
  ]);
});

test('two messages that Windows words alike are both offered', () => {
  const [event] = definitions.find(4784);
  const layout = event?.layouts[0];
  if (!event || !layout) throw new Error('no definition');
  const text = `A basic application group was changed.

Subject:
\tSecurity ID:\t\tS-1-5-18
\tAccount Name:\t\tDC1$
\tAccount Domain:\t\tCORP
\tLogon ID:\t\t0x3E7

Group:
\tSecurity ID:\t\tS-1-5-21-1-2-3-1700
\tAccount Name:\t\tHelpdesk
\tAccount Domain:\t\tCORP
`;
  const [one] = [...readEvents(text, definitions)];
  if (!one || 'problem' in one) throw new Error('no event');
  expect(decodeEvent(one.event, definitions).alternatives).toEqual([
    { id: 4791, title: expect.any(String) as string, url: '/security/4791/' },
  ]);
});
