import { find } from '../element.ts';
import type { NamedFile } from '../handed-files.ts';

export interface InputEvents {
  onScenario(id: string): void;
  onFiles(files: NamedFile[]): void;
  onText(text: string): void;
}

/** Where logs come from: the list of scenarios, files that are chosen or dropped, a paste. */
export function listenForInput(events: InputEvents): { setScenario(id: string): void } {
  const scenario = find<HTMLSelectElement>('#scenario');
  scenario.addEventListener('change', () => scenario.value && events.onScenario(scenario.value));
  const step = (by: number) => {
    const index = scenario.selectedIndex + by;
    const option = scenario.options[index];
    if (!option?.value) return;
    scenario.selectedIndex = index;
    events.onScenario(option.value);
  };
  find('#scenario-next').addEventListener('click', () => step(1));
  find('#scenario-previous').addEventListener('click', () => step(-1));

  const files = find<HTMLInputElement>('#correlate-files');
  files.addEventListener('change', () => {
    const chosen = [...(files.files ?? [])];
    if (chosen.length > 0) events.onFiles(chosen.map((file) => ({ name: file.name, file })));
    files.value = '';
  });

  const text = find<HTMLTextAreaElement>('#correlate-text');
  find('#correlate-paste').addEventListener('click', () => {
    if (text.value.trim()) events.onText(text.value);
    else text.focus();
  });

  let depth = 0;
  const over = (on: boolean) => document.documentElement.classList.toggle('dropping', on);
  const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  addEventListener('dragenter', (event) => {
    if (!carriesFiles(event)) return;
    depth += 1;
    over(true);
  });
  addEventListener('dragleave', () => {
    depth = Math.max(0, depth - 1);
    if (depth === 0) over(false);
  });
  addEventListener('dragover', (event) => carriesFiles(event) && event.preventDefault());
  addEventListener('drop', (event) => {
    depth = 0;
    over(false);
    const dropped = [...(event.dataTransfer?.files ?? [])];
    if (dropped.length === 0) return;
    event.preventDefault();
    events.onFiles(dropped.map((file) => ({ name: file.name, file })));
  });
  addEventListener('paste', (event) => {
    const at = event.target as Element;
    if (at.closest('input, textarea, select, [contenteditable]')) return;
    const pasted = event.clipboardData?.getData('text/plain') ?? '';
    if (pasted.trim()) events.onText(pasted);
  });

  return {
    setScenario(id) {
      scenario.value = id;
    },
  };
}
