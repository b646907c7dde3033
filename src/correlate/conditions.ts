import { plainAddress } from '../catalog/ip-address.ts';
import type { ConditionFacts, FindingFacts } from '../schema/correlation.ts';
import { canonicalOf, type Canonical } from './canonical.ts';
import type { Chain } from './chain.ts';
import type { Entry } from './journal.ts';
import { durationOf, lengthText } from './span.ts';

/** Whether a condition holds for a chain. */
export function holds(chain: Chain, condition: ConditionFacts): boolean {
  const { status, duration, member, from, to, within } = condition;
  if (status && !status.includes(chain.status)) return false;
  if (duration) {
    const length = durationOf(chain);
    if (length === undefined) return false;
    if (length < (duration.atLeast ?? 0) || length > (duration.atMost ?? Infinity)) return false;
  }
  if (member !== undefined && !memberHolds(chain, condition)) return false;
  if (from === undefined || to === undefined) return true;
  const first = entriesOf(chain, from)[0];
  if (!first) return false;
  const then = entriesOf(chain, to).find((entry) => entry.order > first.order);
  return then !== undefined && then.steady - first.steady <= (within ?? Infinity);
}

function memberHolds(chain: Chain, condition: ConditionFacts): boolean {
  const { member = '', field, is, isNot, like, distinct, differs, same } = condition;
  const { atLeast, atMost } = condition;
  if (!chain.hasAtLeast(Math.max(atLeast ?? 0, distinct ?? 0))) return false;
  const entries = entriesOf(chain, member);
  if (entries.length < (atLeast ?? (atMost === undefined ? 1 : 0))) return false;
  if (entries.length > (atMost ?? Infinity)) return false;
  if (field === undefined) return true;
  const compare = comparison(chain, field);
  const values = entries
    .map((entry) => compare(entry.value(field)))
    .filter((one) => one !== undefined);
  const listed = (list: readonly string[]) => {
    const set = new Set(list.map(compare));
    return (value: Canonical) => set.has(value);
  };
  if (is && !values.some(listed(is))) return false;
  if (isNot && (values.length === 0 || values.some(listed(isNot)))) return false;
  if (like && !entries.some((entry) => like.some((one) => matches(entry.value(field), one))))
    return false;
  if (distinct !== undefined && new Set(values).size < distinct) return false;
  const other = differs ?? same;
  if (other === undefined) return true;
  const dot = other.indexOf('.');
  const theirs = entriesOf(chain, other.slice(0, dot))
    .map((entry) => compare(entry.value(other.slice(dot + 1))))
    .find((one) => one !== undefined);
  if (values.length === 0 || theirs === undefined) return false;
  return (values[0] === theirs) === (same !== undefined);
}

/** Whether a value fits a pattern in which `*` is any text. */
function matches(value: string, pattern: string): boolean {
  const [start = '', ...rest] = pattern.toLowerCase().split('*');
  const text = value.toLowerCase();
  if (rest.length === 0) return text === start;
  const end = rest.at(-1) as string;
  if (!text.startsWith(start) || !text.endsWith(end)) return false;
  let at = start.length;
  for (const part of rest.slice(0, -1)) {
    at = text.indexOf(part, at);
    if (at < 0) return false;
    at += part.length;
  }
  return at <= text.length - end.length;
}

/**
 * A sentence with the values of a chain. A part in square brackets is left out when one of its values
 * is missing; elsewhere a missing value is `-`.
 */
export function sentenceOf(chain: Chain, says: string): string {
  const fill = (text: string, missing: { value: boolean }) =>
    text.replace(/\{(?:(count|distinct):)?([^}]+)\}/g, (_all, sum, name: string) => {
      const value = valueOf(chain, sum, name);
      if (value === undefined) missing.value = true;
      return value ?? '-';
    });
  const whole = says.replace(/\[([^\]]*)\]/g, (_all, part: string) => {
    const missing = { value: false };
    const text = fill(part, missing);
    return missing.value ? '' : text;
  });
  return fill(whole, { value: false });
}

function valueOf(chain: Chain, sum: string | undefined, name: string): string | undefined {
  if (name === 'computer') return chain.host.name;
  if (name === 'duration') {
    const length = durationOf(chain);
    return length === undefined ? undefined : lengthText(length);
  }
  if (sum === 'count') return String(entriesOf(chain, name).length);
  const values = name.split('|').flatMap((one) => {
    const dot = one.indexOf('.');
    return entriesOf(chain, dot < 0 ? undefined : one.slice(0, dot))
      .map((entry) => plainAddress(entry.value(one.slice(dot + 1))))
      .filter((value) => value !== '' && value !== '-');
  });
  if (sum !== 'distinct') return values[0];
  return String(new Set(values.map(comparison(chain, name.slice(name.indexOf('.') + 1)))).size);
}

/** Events of a chain that a finding speaks of. */
export function entriesOfFinding(chain: Chain, finding: FindingFacts): Entry[] {
  const members = new Set(
    finding.when.flatMap(({ member, from, to }) => [member, from, to].filter(Boolean)),
  );
  return [...chain.entries()].filter(
    ({ member }) => members.size === 0 || members.has(member.data.id),
  );
}

const comparison = (chain: Chain, field: string) =>
  canonicalOf[field === 'Computer' ? 'host' : (chain.rule.data.kinds[field] ?? 'text')];

/** Events of one member, or of all, in order. */
function entriesOf(chain: Chain, id: string | undefined): Entry[] {
  return [...chain.entries()]
    .filter(({ member }) => id === undefined || member.data.id === id)
    .sort((a, b) => a.order - b.order);
}
