import { isTimed, nameOf, type Plan } from '../plan.ts';
import { escaped, type Columns } from '../query.ts';
import { by, isOneOf } from './row.ts';

/**
 * Each row gets the number of its chain, which is that of the last opening row with its key. A row that may come
 * before its opening event is sorted so much later.
 */
export function numbered(plan: Plan, same: readonly string[], columns: Columns): string[] {
  const { opens, closes, finals, others, aliases, merge, after, agreements, linger } = plan;
  const record = columns.system('System/EventRecordID');
  const early = [...others, ...aliases].filter(({ before }) => before !== undefined);
  const seconds = (milliseconds: number) => milliseconds / 1_000;
  const order =
    early.length > 0
      ? [
          `| eval order=case(${early.map((one) => `${isOneOf([one])}, _time+${seconds(one.before ?? 0)}`).join(', ')}, true(), _time)`,
        ]
      : [];
  const begins =
    merge === undefined
      ? [`| eval begins=if(${isOneOf(opens)}, 1, 0)`]
      : [
          `| streamstats current=f last(eval(if(${isOneOf(opens)}, _time, null()))) AS before${by(same)}`,
          `| eval begins=if(${isOneOf(opens)} AND (isnull(before) OR _time-before>${seconds(merge)}), 1, 0)`,
        ];
  const several = aliases.length > 0;
  const chain = [...same.filter((name) => !several || !name.startsWith('key')), 'chain'];
  const timed = others.filter(isTimed);
  const limits = [
    ...timed.map((one) => {
      const from = one.before === undefined ? 'start' : `start-${seconds(one.before)}`;
      const to = one.after === undefined ? '' : ` AND _time<=start+${seconds(one.after)}`;
      return `| where isnull(start) OR member!=${escaped(nameOf(one))} OR (_time>=${from}${to})`;
    }),
    ...(after === undefined ? [] : [`| where isnull(start) OR _time<=start+${seconds(after)}`]),
  ];
  const agree = agreements.flatMap(({ of }, index) => [
    `| eventstats first(eval(if(begins=1, agreed${index + 1}, null()))) AS opened${index + 1}${by(chain)}`,
    `| where NOT ${isOneOf([...of.keys()])} OR isnull(agreed${index + 1}) OR isnull(opened${index + 1}) OR agreed${index + 1}=opened${index + 1}`,
  ]);
  const cutBy = several ? [...same, 'chain'] : chain;
  const cut =
    finals.length === 0
      ? []
      : [
          `| eventstats min(eval(if(${isOneOf(finals)}, _time, null()))) AS cut${by(cutBy)}`,
          `| where isnull(cut) OR _time<=cut${linger > 0 ? `+${seconds(linger)}` : ''}${several ? ` OR ${isOneOf(aliases)}` : ''}`,
        ];
  return [
    ...order,
    `| sort 0 ${[...(plan.perComputer ? ['computer'] : []), early.length > 0 ? 'order' : '_time', record].join(' ')}`,
    ...begins,
    `| streamstats sum(begins) AS chain${by(same)}`,
    ...(several ? secondKeys(plan, same, record) : []),
    `| eventstats min(eval(if(begins=1, _time, null()))) AS start${by(chain)}`,
    ...limits,
    ...agree,
    ...(closes.length > 0 ? cut : []),
  ];
}

/** A row that copies its key stands a second time, under the key that it gives, and hands its chain's number on. */
function secondKeys(
  { aliases, perComputer }: Plan,
  same: readonly string[],
  record: string,
): string[] {
  const keys = same.filter((name) => name.startsWith('key'));
  return [
    `| eval chain=${keys.join('."/".')}."/".chain`,
    `| eval turn=if(${isOneOf(aliases)}, mvappend("1", "2"), "1")`,
    '| mvexpand turn',
    `| eval ${keys.map((name) => `${name}=if(turn="2", ${name.replace('key', 'given')}, ${name})`).join(', ')}`,
    `| sort 0 ${[...(perComputer ? ['computer'] : []), '_time', record, 'turn'].join(' ')}`,
    `| streamstats last(eval(if(begins=1 OR turn="2", chain, null()))) AS last_chain${by(same)}`,
    `| eval chain=if(${isOneOf(aliases)}, chain, coalesce(last_chain, chain))`,
  ];
}

/** Without an opening event, a chain is all that has one key, up to a silence where the rule names one. */
export function keyed({ others, idle, perComputer }: Plan, same: readonly string[]): string[] {
  const order = `| sort 0 ${[...(perComputer ? ['computer'] : []), '_time'].join(' ')}`;
  if (idle === undefined) return [order, '| eval chain=1'];
  const evidence = others.filter(({ role }) => role === 'evidence');
  const heard = evidence.length > 0 ? `if(${isOneOf(evidence)}, null(), _time)` : '_time';
  return [
    order,
    `| streamstats current=f last(eval(${heard})) AS heard${by(same)}`,
    `| eval begins=if(isnull(heard) OR _time-heard>${idle / 1_000}, 1, 0)`,
    ...(evidence.length > 0 ? [`| where begins=0 OR NOT ${isOneOf(evidence)}`] : []),
    `| streamstats sum(begins) AS chain${by(same)}`,
  ];
}
