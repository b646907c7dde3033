import { find, make } from '../element.ts';
import { localZone, utc, type Zone } from './zone.ts';

/**
 * The box in which the zone of times is chosen.
 *
 * @returns what adds the zone of the reader's computer: the browser takes its time to name it, so it is asked once the
 * first picture stands
 */
export function offerZones(onZone: (zone: Zone) => void): () => void {
  const choice = find<HTMLSelectElement>('#zone');
  let local = utc;
  choice.addEventListener('change', () => onZone(choice.value === 'local' ? local : utc));
  return () => {
    if (local !== utc) return;
    local = localZone();
    if (local.name !== 'UTC') choice.append(make('option', { value: 'local' }, local.name));
  };
}
