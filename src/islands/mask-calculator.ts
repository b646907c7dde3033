import { readInteger } from '../catalog/integer.ts';

/** Names the bits of a mask, and makes a mask of bits; `?mask=0x1410` opens it with one. */
class MaskCalculator extends HTMLElement {
  connectedCallback(): void {
    const input = this.querySelector('input[type=text]') as HTMLInputElement;
    const boxes = [...this.querySelectorAll<HTMLInputElement>('input[type=checkbox]')];
    const status = this.querySelector('[role=status]') as HTMLElement;
    const bitsOf = (box: HTMLInputElement) => readInteger(box.value) ?? 0n;
    const say = (mask: bigint) => {
      const set = boxes.filter((box) => box.checked);
      const rest = mask & ~set.reduce((all, box) => all | bitsOf(box), 0n);
      const pieces = [
        `${set.length} named bit${set.length === 1 ? '' : 's'}`,
        `decimal ${mask}`,
        rest === 0n ? '' : `0x${rest.toString(16)} has no name here`,
      ];
      status.textContent = pieces.filter(Boolean).join('; ');
    };
    const read = () => {
      const text = input.value.trim();
      const number = readInteger(text) ?? readInteger(`0x${text}`);
      if (number === undefined) {
        status.textContent =
          text === '' ? '' : `“${text}” is no number. Write it as 0x1410 or 5136.`;
        for (const box of boxes) box.checked = false;
        return;
      }
      const mask = BigInt.asUintN(number < 0n ? 32 : 64, number);
      for (const box of boxes) box.checked = (mask & bitsOf(box)) === bitsOf(box);
      say(mask);
    };
    input.addEventListener('input', read);
    for (const box of boxes) {
      box.addEventListener('change', () => {
        const text = input.value.trim();
        const before = BigInt.asUintN(64, readInteger(text) ?? 0n);
        const mask = box.checked ? before | bitsOf(box) : before & ~bitsOf(box);
        input.value = `0x${mask.toString(16)}`;
        for (const other of boxes) other.checked = (mask & bitsOf(other)) === bitsOf(other);
        say(mask);
      });
    }
    const given = new URLSearchParams(location.search).get('mask');
    if (given) input.value = given;
    read();
  }
}

customElements.define('mask-calculator', MaskCalculator);
