import { expect, test } from 'vitest';
import { readEvents } from '../../src/decode/read-events.ts';
import { realCatalog } from '../content.ts';

const { definitions } = realCatalog();
const read = (text: string) =>
  [...readEvents(text, definitions)].map((one) => {
    if ('problem' in one) throw new Error(one.problem.message);
    const { eventId, provider, data } = one.event;
    return {
      eventId,
      provider,
      data: Object.fromEntries(data.map(({ name, value }) => [name, value])),
    };
  });

const logoff = `User Logoff:
 \tUser Name:\tanna
 \tDomain:\t\tCORP
 \tLogon ID:\t\t(0x0,0x149BE)
 \tLogon Type:\t3
`;

test('a logoff of Windows 2003 stands under the fields of 4634', () => {
  const data = {
    TargetUserName: 'anna',
    TargetDomainName: 'CORP',
    TargetLogonId: '0x149be',
    LogonType: '3',
  };
  expect(read(logoff)).toEqual([{ eventId: 538, provider: 'Security', data }]);
  expect(read(logoff.replace(/\n/g, '  '))).toEqual([{ eventId: 538, provider: 'Security', data }]);
});

test('first lines that have outlived their labels are told by the labels', () => {
  const [old] = read(`A new process has been created:
 \tNew Process ID:\t2368
 \tImage File Name:\tC:\\WINDOWS\\system32\\notepad.exe
 \tCreator Process ID:\t1720
 \tUser Name:\tanna
 \tDomain:\t\tCORP
 \tLogon ID:\t\t(0x0,0x149BE)
`);
  expect(old?.eventId).toBe(592);
  expect(old?.data['NewProcessName']).toBe('C:\\WINDOWS\\system32\\notepad.exe');
  const [today] = read('Windows is starting up.\n\nThis event is logged when LSASS.EXE starts.');
  expect(today?.eventId).toBe(4608);
});

test('of two accounts, that which the process acts for is the subject', () => {
  const [open] = read(`Object Open:
 \tObject Server:\tSecurity
 \tObject Type:\tFile
 \tObject Name:\tC:\\plan.txt
 \tHandle ID:\t1536
 \tOperation ID:\t{0,8913}
 \tProcess ID:\t1024
 \tPrimary User Name:\tWS1$
 \tPrimary Domain:\tCORP
 \tPrimary Logon ID:\t(0x0,0x3E7)
 \tClient User Name:\tanna
 \tClient Domain:\tCORP
 \tClient Logon ID:\t(0x0,0x149BE)
 \tAccesses\tREAD_CONTROL
`);
  expect(open?.data).toMatchObject({
    SubjectUserName: 'anna',
    SubjectLogonId: '0x149be',
    'Primary User Name': 'WS1$',
    'Primary Logon ID': '0x3e7',
    'Operation ID': '{0,8913}',
  });
});

test('a copy from the Event Viewer of Windows 2003 has its time, computer and outcome', () => {
  const [one] = [
    ...readEvents(
      `Event Type:\tFailure Audit
Event Source:\tSecurity
Event Category:\tLogon/Logoff
Event ID:\t529
Date:\t\t3/5/2008
Time:\t\t8:15:02 AM
User:\t\tNT AUTHORITY\\SYSTEM
Computer:\tWS1
Description:
Logon Failure:
 \tReason:\t\tUnknown user name or bad password
 \tUser Name:\tbob
 \tDomain:\t\tCORP
 \tLogon Type:\t3
`,
      definitions,
    ),
  ];
  expect(one).toMatchObject({
    event: {
      format: 'legacy',
      eventId: 529,
      provider: 'Security',
      computer: 'WS1',
      timeCreated: '3/5/2008 8:15:02 AM',
      timeIsLocal: true,
      keywords: '0x8010000000000000',
      data: [
        { name: 'Reason', value: 'Unknown user name or bad password' },
        { name: 'TargetUserName', value: 'bob' },
        { name: 'TargetDomainName', value: 'CORP' },
        { name: 'LogonType', value: '3' },
      ],
    },
  });
});
