import { say } from '../copy.ts';
import { find, narrowerThan } from '../element.ts';
import type { Input } from './protocol.ts';

const LOG = 'sample.evtx';

/**
 * The samples to try. They stay in sight while they are tried one after the other; an event of the reader's own folds
 * them away.
 */
export function offerSamples(
  takeText: (text: string) => void,
  takeFiles: (inputs: Input[]) => void,
): { show(open: boolean): void } {
  const box = find<HTMLDetailsElement>('#decode-samples');
  const buttons = [...box.querySelectorAll<HTMLButtonElement>('[data-sample]')];
  const press = (pressed?: HTMLButtonElement) => {
    for (const one of buttons) one.setAttribute('aria-pressed', String(one === pressed));
  };
  let texts: Promise<Record<string, string>> | undefined;
  const take = async (id: string) => {
    if (id === 'evtx') {
      const log = await load(`/decode/${LOG}`);
      takeFiles([{ name: LOG, file: new File([await log.blob()], LOG) }]);
    } else {
      texts ??= load('/decode/samples.json').then((response) => response.json());
      takeText((await texts)[id] ?? '');
    }
  };
  for (const button of buttons) {
    button.addEventListener('click', () => {
      take(button.dataset['sample'] ?? '').then(
        () => {
          press(button);
          if (!narrowerThan(48)) return;
          box.open = false;
          box.querySelector('summary')?.focus();
        },
        () => {
          texts = undefined;
          say(button, 'It could not be loaded');
        },
      );
    });
  }
  return {
    show: (open) => {
      press();
      box.open = open;
    },
  };
}

async function load(address: string): Promise<Response> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} could not be loaded (${response.status}).`);
  return response;
}
