import { counted, grouped } from '../../catalog/grouped.ts';
import { find, make } from '../element.ts';
import { getJson } from '../get-json.ts';
import type { NamedFile } from '../handed-files.ts';
import { pause } from '../pause.ts';
import { forgetAddress, scenarioAddress } from './address.ts';
import { logSentence } from './chain-words.ts';
import type { Drawing } from './drawing.ts';
import { Folds } from './folds.ts';
import { inSteps } from './in-steps.ts';
import { listenForInput } from './inputs.ts';
import type { Parts, Told } from './parts.ts';
import type { LogFacts, ReadLog } from './protocol.ts';
import type { Selection } from './selection.ts';
import type { View, Wanted } from './view.ts';

/** What logs are shown with. */
interface Shows {
  drawing: Drawing;
  selection: Selection;
  /** Done once the names of rules are there, or cannot be had. */
  named: Promise<void>;
  /** Called once the first picture of a log stands. */
  onDrawn(): void;
}

/** Opens logs: scenarios, files, pastes and what the decoder hands over; and says how far it is. */
export function makeOpening(view: View, parts: Parts, shows: Shows) {
  const { status, worker, filters, inspector, sideTabs } = parts;
  const { drawing, selection, named, onDrawn } = shows;
  const means = find('#scenario-means');
  const cancel = find('#correlate-cancel');
  cancel.addEventListener('click', () => worker.cancel());
  const input = listenForInput({
    onScenario: (id) => openScenario(id),
    onFiles: (files) => openFiles(files, files.map(({ name }) => name).join(', ')),
    onText: (text) => {
      forgetAddress();
      begin('the paste');
      worker.open({ kind: 'open-text', name: 'paste', text });
    },
  });

  /** Opens files as one log. @param name what they are called together */
  function openFiles(files: NamedFile[], name: string, wanted: Wanted = {}): void {
    forgetAddress();
    begin(name, wanted);
    worker.open({ kind: 'open-files', files });
  }

  function openScenario(id: string, wanted: Wanted = {}): void {
    begin('the scenario', wanted);
    input.setScenario(id);
    history.replaceState(null, '', scenarioAddress(id, wanted));
    const story = document.querySelector(`[data-story="${id}"]`);
    story?.toggleAttribute('data-current', true);
    means.textContent = story?.querySelector('.lead')?.textContent ?? '';
    find('#tab-story').hidden = false;
    sideTabs.show('tab-story');
    worker.open({
      kind: 'open-address',
      name: `${id}.xml`,
      address: `/correlate/scenarios/${id}.xml`,
    });
    void showReadBefore(id, worker.run);
  }

  /** Takes what the worker tells of the open log. */
  function told(reply: Told): void {
    if (view.readBefore && reply.kind !== 'failed') return;
    if (reply.kind === 'rows') {
      view.rows.push(...reply.rows);
    } else if (reply.kind === 'progress') {
      const share =
        reply.of > 0 && reply.bytes > 0 ? `, ${Math.round((reply.bytes / reply.of) * 100)} %` : '';
      status.textContent = `Reading ${reply.file}: ${grouped(reply.events)} events${share} …`;
    } else if (reply.kind === 'failed') {
      cancel.hidden = true;
      status.textContent = `The log could not be read: ${reply.message}`;
    } else {
      const cancelled = reply.cancelled ? 'Stopped; this is what had been read. ' : '';
      show(reply.facts, `${cancelled}${logSentence(reply.facts, reply.milliseconds)}`);
    }
  }

  /** Forgets the log before, also where it is still being drawn. */
  function begin(name: string, wanted: Wanted = {}): void {
    drawing.stop();
    view.forgetLog();
    view.wanted = wanted;
    inspector.clear();
    for (const story of document.querySelectorAll('[data-story]'))
      story.toggleAttribute('data-current', false);
    input.setScenario('');
    means.textContent = '';
    find('#tab-story').hidden = true;
    sideTabs.show('tab-selected');
    status.textContent = `Reading ${name} …`;
    cancel.hidden = false;
  }

  /** Shows a scenario before the worker has read it, where that can be had. */
  async function showReadBefore(id: string, run: number): Promise<void> {
    const log = await getJson<ReadLog>(`/correlate/scenarios/${id}.json`).catch(() => undefined);
    if (!log || run !== worker.run || view.rows.length > 0 || view.facts) return;
    view.readBefore = true;
    view.rows = log.rows;
    show(log.facts, logSentence(log.facts));
  }

  /** All of the log has been read. */
  function show(facts: LogFacts, sentence: string): void {
    view.facts = facts;
    view.folds = new Folds(facts.times);
    cancel.hidden = true;
    status.textContent = sentence;
    showProblems(facts);
    void firstDrawing(worker.run);
  }

  /** Fills the filters and draws, in steps between which the page can answer. */
  async function firstDrawing(run: number): Promise<void> {
    await named;
    await inSteps(filters.fill(view.rows));
    if (run !== worker.run) return;
    if (view.wanted.rule) filters.setRule(view.wanted.rule);
    await pause();
    await drawing.draw();
    await pause();
    onDrawn();
    if (run === worker.run) selection.showWanted();
  }

  return { openScenario, openFiles, told };
}

function showProblems({ problems, problemCount }: LogFacts): void {
  const list = find('#correlate-problems');
  list.hidden = problemCount === 0;
  find('summary', list).textContent = `${counted(problemCount, 'part')} could not be read`;
  find('ul', list).replaceChildren(
    ...problems.map(({ where, message, hint }) =>
      make('li', {}, where ? `${where}: ` : '', message, hint ? ` ${hint}` : ''),
    ),
  );
}
