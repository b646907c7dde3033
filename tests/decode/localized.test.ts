import { expect, test } from 'vitest';
import { decodeEvent } from '../../src/decode/decode.ts';
import { renderMessage } from '../../src/decode/message/render.ts';
import { readEvents } from '../../src/decode/read-events.ts';
import type { TemplatePart } from '../../src/schema/message-template.ts';
import { realCatalog } from '../content.ts';

const { catalog, definitions } = realCatalog();
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

const guess = (text: string) => {
  const [one, ...more] = [...readEvents(text, definitions)];
  if (!one || more.length > 0) throw new Error(`${more.length + 1} events`);
  if ('problem' in one) return one.problem.code;
  const { eventId, version, alternatives = [], data, problems } = one.event;
  return {
    eventId,
    version,
    alternatives,
    data: Object.fromEntries(data.map(({ name, value }) => [name, value])),
    problems: problems.map(({ code, message }) => `${code}: ${message}`),
  };
};

test('a message alone is known by its layout, and says that this is a guess', () => {
  expect(guess(german)).toEqual({
    eventId: 4634,
    version: 0,
    alternatives: expect.arrayContaining([4671]) as number[],
    data: {
      TargetUserSid: 'S-1-5-7',
      TargetUserName: 'ANONYMOUS-ANMELDUNG',
      TargetDomainName: 'NT-AUTORITÄT',
      TargetLogonId: '0x149be',
      LogonType: '3',
    },
    problems: [
      'other-language: The message of event 4634 is not in English: its values are taken by their position.',
      expect.stringMatching(
        /^ambiguous-event: Which event it is, is guessed: .* fit 4634 best, but also .*4671/,
      ),
    ],
  });
});

test('a long message is like no other; its translated words are left out', () => {
  const text = `Fehler beim Anmelden eines Kontos.

Antragsteller:
 Sicherheits-ID: NULL SID
 Kontoname: -
 Kontodomäne: -
 Anmelde-ID: 0x0

Anmeldetyp: 3

Konto, für das die Anmeldung fehlgeschlagen ist:
 Sicherheits-ID: NULL SID
 Kontoname: anna
 Kontodomäne: CORP

Fehlerinformationen:
 Fehlerursache: Unbekannter Benutzername oder ungültiges Kennwort.
 Status: 0xC000006D
 Unterstatus:: 0xC000006A

Prozessinformationen:
 Aufrufprozess-ID: 0x0
 Aufrufprozessname: -

Netzwerkinformationen:
 Arbeitsstationsname: WS7
 Quellnetzwerkadresse: 10.20.1.7
 Quellport: 50412

Detaillierte Authentifizierungsinformationen:
 Anmeldeprozess: NtLmSsp
 Authentifizierungspaket: NTLM
 Übertragene Dienste: -
 Paketname (nur NTLM): -
 Schlüssellänge: 0`;
  const { data, ...about } = guess(text) as { data: Record<string, string> };
  expect(about).toEqual({
    eventId: 4625,
    version: 0,
    alternatives: [],
    problems: [
      'other-language: The message of event 4625 is not in English: its values are taken by their position, and FailureReason left out.',
      'guessed-event: Which event it is, is guessed by the layout of its lines, which no other event has.',
    ],
  });
  expect(data).toMatchObject({
    SubjectUserSid: 'S-1-0-0',
    TargetUserName: 'anna',
    Status: '0xc000006d',
    SubStatus: '0xc000006a',
    IpAddress: '10.20.1.7',
    IpPort: '50412',
  });
  expect(data).not.toHaveProperty('FailureReason');
});

test('a list goes on below its first line', () => {
  const text = `Einer neuen Anmeldung wurden besondere Rechte zugewiesen.

Antragsteller:
\tSicherheits-ID:\t\tS-1-5-18
\tKontoname:\t\tSYSTEM
\tKontodomäne:\t\tNT-AUTORITÄT
\tAnmelde-ID:\t\t0x3E7

Berechtigungen:\t\tSeTcbPrivilege
\t\t\tSeBackupPrivilege`;
  expect(guess(text)).toMatchObject({
    eventId: 4672,
    data: { PrivilegeList: 'SeTcbPrivilege\n\t\t\tSeBackupPrivilege' },
  });
});

test('what several events have in common is read, and all of them are offered', () => {
  const text = `Un compte d’utilisateur a été activé.

Sujet :
\tID de sécurité :\t\tS-1-5-21-1-2-3-500
\tNom du compte :\t\tadmin
\tDomaine du compte :\t\tCORP
\tID d’ouverture de session :\t\t0x5A3C1F

Compte cible :
\tID de sécurité :\t\tS-1-5-21-1-2-3-1104
\tNom du compte :\t\tanna
\tDomaine du compte :\t\tCORP`;
  const found = guess(text);
  expect(found).toMatchObject({
    eventId: undefined,
    version: undefined,
    data: { SubjectUserName: 'admin', SubjectLogonId: '0x5a3c1f', TargetUserName: 'anna' },
    alternatives: expect.arrayContaining([4722, 4725, 4767]) as number[],
  });
  expect(JSON.stringify(found)).toContain('cannot be told');
});

test('messages one behind the other are read one by one', () => {
  const events = read(`${german}\n\n${german.replace('0x149BE', '0x2')}`);
  expect(events).toMatchObject([
    { eventId: 4634, data: { TargetLogonId: '0x149be' } },
    { eventId: 4634, data: { TargetLogonId: '0x2' } },
  ]);
});

test('a message behind one in English is read as well', () => {
  const english = `An account was logged off.

Subject:
\tSecurity ID:\t\tS-1-5-18
\tAccount Name:\t\tSYSTEM
\tAccount Domain:\t\tNT AUTHORITY
\tLogon ID:\t\t0x3E7

Logon Type:\t\t\t5
`;
  const reads = [...readEvents(`${english}\n${german}\n\n${english}`, definitions)];
  expect(reads).toMatchObject([
    { event: { eventId: 4634, source: { index: 0, line: 1 }, problems: [] } },
    { event: { eventId: 4634, source: { index: 1, line: 11 } } },
    { event: { eventId: 4634, source: { index: 2, line: 23 }, problems: [] } },
  ]);
});

test('a layout that no event has is said to be of another language', () => {
  expect(guess(german.replace('Anmelde-ID:\t\t0x149BE', 'Anmelde-ID:\t\tzwei'))).toBe(
    'other-language',
  );
  const other = 'Bericht.\n\nName: x\nRechner: y\nBereich: z\nKennung: 0x12';
  expect(guess(other)).toBe('other-language');
  expect(guess('Das ist ein Text.\n\nEins: 1\nZwei: 2\nDrei: 3\nVier: 4')).toBe('unknown-text');
});

test('a value that goes on in a further line is left out', () => {
  const text = german.replace('NT-AUTORITÄT', 'NT-\nAUTORITÄT');
  expect(guess(text)).not.toHaveProperty('data.TargetDomainName');
});

test('of every sample in a foreign tongue no value is wrong, and its event is the guess or offered', () => {
  const foreign = (text: string) => text.replace(/[a-z]/gi, (letter) => `${letter}\u0436`);
  const translate = (parts: readonly TemplatePart[]) =>
    parts.map((part) => ('text' in part ? { text: foreign(part.text) } : part));
  const wrong: string[] = [];
  let guessed = 0;
  for (const event of catalog.events) {
    for (const { name, xml } of event.samples) {
      const [own] = [...readEvents(xml, definitions)];
      if (!own || 'problem' in own) continue;
      const { layout } = decodeEvent(own.event, definitions);
      const data = new Map(own.event.data.map((one) => [one.name, one.value]));
      if (!layout || layout.lines.length < 4) continue;
      const text = renderMessage(
        {
          ...layout,
          first: [{ text: 'Ж.' }],
          lines: layout.lines.map((line) => ({ ...line, parts: translate(line.parts) })),
        },
        data,
        definitions,
      );
      const [found] = [...readEvents(text, definitions)];
      if (!found || 'problem' in found) continue;
      const { eventId, alternatives = [] } = found.event;
      const where = `${event.facts.id}/${name}`;
      if (eventId === event.facts.id) guessed += 1;
      else if (!alternatives.includes(event.facts.id)) wrong.push(`${where} taken for ${eventId}`);
      if (eventId !== undefined && eventId !== event.facts.id) continue;
      for (const one of found.event.data) {
        const value = data.get(one.name);
        if (value !== one.value) wrong.push(`${where} ${one.name}: ${one.value} for ${value}`);
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(guessed).toBeGreaterThan(100);
});

test('lines that a relay has joined by spaces are told apart', () => {
  const line = `AgentDevice=WindowsLog\tEventID=4634\tMessage=${german.replace(/\s*\n\s*/g, '  ').replace(/\t+/g, '  ')}`;
  expect(read(line)).toMatchObject([
    {
      eventId: 4634,
      // What stands behind the last value may be its own.
      data: { TargetUserName: 'ANONYMOUS-ANMELDUNG', TargetLogonId: '0x149be' },
      problems: [expect.stringContaining('LogonType left out')],
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
