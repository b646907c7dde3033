import type { DataValue, RawEvent } from '../src/event.ts';

/** A pseudo-random number from 0 to 1, the same for the same seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const constant = new Map<string, DataValue>();
/** Values that repeat are held once, so that a million events fit into memory. */
function field(name: string, value: string): DataValue {
  const key = `${name}\n${value}`;
  let one = constant.get(key);
  if (!one) {
    one = { name, value };
    constant.set(key, one);
  }
  return one;
}

const LOGON = [
  ['LogonProcessName', 'Kerberos'],
  ['AuthenticationPackageName', 'Kerberos'],
  ['WorkstationName', '-'],
  ['LogonGuid', '{00000000-0000-0000-0000-000000000000}'],
  ['TransmittedServices', '-'],
  ['LmPackageName', '-'],
  ['KeyLength', '0'],
] as const;

/**
 * Events as a busy network writes them, in the order of time: logons with their privileges, groups and
 * logoffs, processes, handles with their copies, share access, and events that take part in nothing; some
 * sessions never end, and each computer restarts now and then. Fields stand as in the events' XML.
 */
export function syntheticEvents(count: number, seed = 1): RawEvent[] {
  const next = random(seed);
  const whole = (below: number) => Math.floor(next() * below);
  const computers = Array.from({ length: 20 }, (_, at) => ({
    name: `srv${at + 1}.corp.example`,
    record: 1000 * whole(1000),
    luid: 0x10000 + whole(0x10000),
    handle: 0x100,
    pid: 0x400,
    open: [] as string[],
    running: [] as string[],
  }));
  const users = Array.from({ length: 400 }, (_, at) => `user${at}`);
  const events: RawEvent[] = [];
  let time = Date.UTC(2024, 2, 5, 8);
  let stamp = '';
  const add = (
    computer: (typeof computers)[number],
    eventId: number,
    data: DataValue[],
    provider = 'Microsoft-Windows-Security-Auditing',
  ) => {
    computer.record += 1;
    events.push({
      format: 'evtx',
      provider,
      channel: 'Security',
      eventId,
      version: 0,
      keywords: '0x8020000000000000',
      timeCreated: stamp,
      recordId: String(computer.record),
      computer: computer.name,
      data,
      problems: [],
      source: { file: 'synthetic.evtx', index: events.length },
    });
  };
  const subject = (user: string, session: string) => [
    field('SubjectUserSid', `S-1-5-21-1-2-3-${user}`),
    field('SubjectUserName', user),
    field('SubjectDomainName', 'CORP'),
    { name: 'SubjectLogonId', value: session },
  ];
  const target = (user: string, session: string) => [
    field('TargetUserSid', `S-1-5-21-1-2-3-${user}`),
    field('TargetUserName', user),
    field('TargetDomainName', 'CORP'),
    { name: 'TargetLogonId', value: session },
  ];
  while (events.length < count) {
    time += whole(20);
    stamp = `${new Date(time).toISOString().slice(0, -1)}0000Z`;
    const computer = computers[whole(computers.length)] as (typeof computers)[number];
    const user = users[whole(users.length)] as string;
    const kind = next();
    if (kind < 0.22) {
      computer.luid += 0x20 + whole(0x1000);
      const session = `0x${computer.luid.toString(16)}`;
      if (next() < 0.4) {
        const list = field('PrivilegeList', 'SeBackupPrivilege\n\t\t\tSeRestorePrivilege');
        add(computer, 4672, [...subject(user, session), list]);
      }
      add(computer, 4624, [
        ...subject('-', '0x0'),
        ...target(user, session),
        field('LogonType', next() < 0.8 ? '3' : '2'),
        ...LOGON.map(([name, value]) => field(name, value)),
        field('ProcessId', '0x0'),
        field('ProcessName', '-'),
        field('IpAddress', `10.0.${whole(4)}.${whole(250)}`),
        { name: 'IpPort', value: String(49_152 + whole(16_000)) },
        field('ImpersonationLevel', '%%1833'),
        field('RestrictedAdminMode', '-'),
        field('TargetOutboundUserName', '-'),
        field('TargetOutboundDomainName', '-'),
        field('VirtualAccount', '%%1843'),
        field('TargetLinkedLogonId', '0x0'),
        field('ElevatedToken', '%%1842'),
      ]);
      if (next() < 0.3) {
        const groups = field('GroupMembership', '%{S-1-1-0}');
        add(computer, 4627, [...subject('-', '0x0'), ...target(user, session), groups]);
      }
      if (next() < 0.2) {
        add(computer, 5140, [
          ...subject(user, session),
          field('ObjectType', 'File'),
          field('IpAddress', `10.0.${whole(4)}.${whole(250)}`),
          { name: 'IpPort', value: String(49_152 + whole(16_000)) },
          field('ShareName', `\\\\*\\share${whole(20)}`),
        ]);
      }
      computer.open.push(session);
    } else if (kind < 0.4) {
      const session = computer.open.splice(whole(computer.open.length), 1)[0];
      if (!session) continue;
      if (next() < 0.1) add(computer, 4647, target(user, session));
      add(computer, 4634, [...target(user, session), field('LogonType', '3')]);
    } else if (kind < 0.5) {
      computer.pid = computer.pid > 0xf000 ? 0x400 : computer.pid + 4 * (1 + whole(8));
      const pid = `0x${computer.pid.toString(16)}`;
      add(computer, 4688, [
        ...subject(user, computer.open.at(-1) ?? '0x3e7'),
        { name: 'NewProcessId', value: pid },
        field('NewProcessName', `C:\\Program Files\\App\\app${whole(200)}.exe`),
        field('TokenElevationType', '%%1936'),
        { name: 'ProcessId', value: computer.running.at(-1) ?? '0x2e0' },
        field('CommandLine', ''),
      ]);
      computer.running.push(pid);
    } else if (kind < 0.58) {
      const pid = computer.running.splice(whole(computer.running.length), 1)[0];
      if (!pid) continue;
      add(computer, 4689, [
        ...subject(user, '0x3e7'),
        field('Status', '0x0'),
        { name: 'ProcessId', value: pid },
        field('ProcessName', '-'),
      ]);
    } else if (kind < 0.7) {
      computer.handle = computer.handle > 0x4000 ? 0x100 : computer.handle + 4;
      const pid = computer.running.at(-1) ?? '0x2e0';
      const handle = `0x${computer.handle.toString(16)}`;
      const copy = `0x${(computer.handle + 0x8000).toString(16)}`;
      const who = subject(user, computer.open.at(-1) ?? '0x3e7');
      const at = (id: string) => [
        { name: 'HandleId', value: id },
        { name: 'ProcessId', value: pid },
        field('ProcessName', 'C:\\Windows\\System32\\svchost.exe'),
      ];
      const object = [
        field('ObjectServer', 'Security'),
        field('ObjectType', 'Key'),
        field('ObjectName', `\\REGISTRY\\MACHINE\\SYSTEM\\Key${whole(500)}`),
      ];
      add(computer, 4690, [
        ...who,
        { name: 'SourceHandleId', value: handle },
        { name: 'SourceProcessId', value: pid },
        { name: 'TargetHandleId', value: copy },
        field('TargetProcessId', '0x4'),
      ]);
      add(computer, 4658, [...who, object[0] as DataValue, ...at(copy)]);
      add(computer, 4656, [...who, ...object, ...at(handle)]);
      add(computer, 4663, [...who, ...object, ...at(handle)]);
      add(computer, 4658, [...who, object[0] as DataValue, ...at(handle)]);
    } else if (kind < 0.7002) {
      add(computer, 1100, [], 'Microsoft-Windows-Eventlog');
      add(computer, 4608, []);
      Object.assign(computer, { luid: 0x10000, pid: 0x400, open: [], running: [] });
    } else {
      add(computer, 5156, [
        { name: 'ProcessID', value: String(whole(9000)) },
        field('Application', '\\device\\harddiskvolume2\\windows\\system32\\svchost.exe'),
        field('Direction', '%%14592'),
        field('SourceAddress', `10.0.${whole(4)}.${whole(250)}`),
        { name: 'SourcePort', value: String(49_152 + whole(16_000)) },
      ]);
    }
  }
  events.length = count;
  return events;
}
