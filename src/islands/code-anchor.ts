import { integerText } from '../catalog/integer.ts';

/** An address may end in a code in any spelling: `#0xC000006A`, `#3221225578`, `#-1073741718` lead to one row. */
function findRow(): void {
  const wanted = decodeURIComponent(location.hash.slice(1));
  if (wanted === '' || document.getElementById(wanted)) return;
  const key = integerText(wanted) ?? wanted.toLowerCase();
  const row = [...document.querySelectorAll<HTMLElement>('.rows tbody tr[id]')].find((one) => {
    const value = one.querySelector('code')?.textContent ?? '';
    return (integerText(value) ?? value.toLowerCase()) === key;
  });
  if (row) location.replace(`#${row.id}`);
}

findRow();
addEventListener('hashchange', findRow);
