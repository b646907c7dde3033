import type { IndexNames } from './index-columns.ts';
import { TemplateStore } from './template.ts';

/** A slice of a log that is too big to be read at once, and what all slices of a log share. */
export interface LogSlice {
  /** Where its bytes begin in the file: 0, or where a chunk begins. */
  base: number;
  /** The file has bytes behind those of the slice. */
  goesOn: boolean;
  store: TemplateStore;
  names: IndexNames;
}

export const newSlice = (): LogSlice => ({
  base: 0,
  goesOn: false,
  store: new TemplateStore(),
  names: { providers: [''], channels: [''], computers: [''] },
});
