import { find } from '../element.ts';
import { getJson } from '../get-json.ts';
import { takeFiles } from '../handed-files.ts';
import { addKeys } from '../keys.ts';
import { closeByEscape } from '../popup-details.ts';
import { askedBy } from './address.ts';
import { makeDrawing } from './drawing.ts';
import { offerExports } from './exports.ts';
import { makeOpening } from './opening.ts';
import { makeParts } from './parts.ts';
import type { ShownRules } from './protocol.ts';
import { makeSelection } from './selection.ts';
import { View, type Wanted } from './view.ts';
import { offerZones } from './zone-choice.ts';

const view = new View();
const named = getJson<ShownRules>('/correlate/shown-rules.json').then(
  ({ rules, noise }) => {
    view.rules = rules;
    for (const part of [table, tree, inspector]) part.setRules(rules);
    filters.setNames(rules, noise);
  },
  () => undefined,
);
const parts = makeParts(view, {
  select: (chain, how) => selection.select(chain, how),
  redraw: () => void drawing.draw(),
  told: (reply) => opening.told(reply),
});
const { worker, timeline, table, tree, inspector, filters } = parts;
const selection = makeSelection(view, parts);
const drawing = makeDrawing(view, parts, selection.selectAgain);
const onDrawn = offerZones((zone) => {
  view.zone = zone;
  inspector.zone = zone;
  for (const part of [timeline, table, tree]) part.setZone(zone);
  selection.selectAgain();
});
const opening = makeOpening(view, parts, { drawing, selection, named, onDrawn });

closeByEscape('details:has(> .menu)');
offerExports({ shown: () => view.shown, worker, timeline });
document.addEventListener('click', (event) => {
  const link = (event.target as Element).closest<HTMLElement>('[data-record]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  selection.showRecord(link.dataset['record'] ?? '');
});

const inPicture = { key: [], run: () => undefined };
addKeys([
  { key: ['+', '='], shown: '+', does: 'Zoom in', run: () => timeline.zoomBy(0.5) },
  { key: '-', does: 'Zoom out', run: () => timeline.zoomBy(2) },
  { key: 'f', does: 'Fit the selected chain', run: () => timeline.fitSelected() },
  { key: 'a', does: 'Show the whole log', run: () => timeline.fitAll() },
  { key: 'j', does: 'Next chain', run: () => table.step(1) },
  { key: 'k', does: 'Previous chain', run: () => table.step(-1) },
  { ...inPicture, shown: '← →', does: 'Earlier, later (in the picture and the table)' },
  { ...inPicture, shown: '↑ ↓ Home End', does: 'Other rows (in the table and the tree)' },
  { ...inPicture, shown: 'Enter', does: 'Read the selected chain (in the table and the tree)' },
]);

/** @returns whether the address asks for anything that is there */
function openAddress(): boolean {
  const asked = askedBy(location.hash);
  if (!asked) return false;
  if ('files' in asked) {
    void takeOver(asked.wanted);
    return true;
  }
  const { scenario, wanted } = asked;
  if (!document.querySelector(`#scenario option[value="${CSS.escape(scenario)}"]`)) return false;
  opening.openScenario(scenario, wanted);
  return true;
}

async function takeOver(wanted: Wanted): Promise<void> {
  const { run } = worker;
  const files = await takeFiles();
  if (run !== worker.run) return;
  if (files) opening.openFiles(files, 'the events of the decoder', wanted);
  else openFirst();
}

function openFirst(): void {
  const first = find<HTMLSelectElement>('#scenario').options[0]?.value;
  if (first) opening.openScenario(first);
}

addEventListener('hashchange', () => openAddress());
if (!openAddress()) openFirst();
