import type { ChunkBytes } from './chunk-bytes.ts';
import { Fault } from './fault.ts';

/** The values that one template instance brings: type, place and size of each. Used again for the next record. */
export class Values {
  count = 0;
  types = new Uint8Array(64);
  places = new Int32Array(64);
  sizes = new Int32Array(64);

  /**
   * Reads the value descriptors ([libevtx] 4.14): their number, then size and type of each, then all values.
   *
   * @throws {Fault} when they do not fit before `to`
   */
  read({ bytes, view }: ChunkBytes, at: number, to: number): void {
    if (at + 4 > to) throw new Fault('The values of a template are cut off.', at);
    const count = view.getUint32(at, true);
    let place = at + 4 + 4 * count;
    if (place > to) throw new Fault(`A template is said to have ${count} values.`, at);
    if (count > this.types.length) this.grow(count);
    const { types, places, sizes } = this;
    for (let index = 0, spec = at + 4; index < count; index += 1, spec += 4) {
      const size = view.getUint16(spec, true);
      types[index] = bytes[spec + 2] as number;
      places[index] = place;
      sizes[index] = size;
      place += size;
    }
    if (place > to)
      throw new Fault(`The values of a template end ${place - to} bytes behind their record.`, at);
    this.count = count;
  }

  private grow(count: number): void {
    this.types = new Uint8Array(count);
    this.places = new Int32Array(count);
    this.sizes = new Int32Array(count);
  }
}
