// Any text whatever, for properties: the library's own `binary` unit has each process build a map of a million signs first.
import fc from 'fast-check';

const sign = fc
  .integer({ min: 0, max: 0x10_ffff - 0x800 })
  .map((at) => String.fromCodePoint(at < 0xd800 ? at : at + 0x800));

/** Signs of all of Unicode; and words that are dangerous in JavaScript, which only the usual text has. */
export const anyText = (limits: { maxLength?: number } = {}): fc.Arbitrary<string> =>
  fc.oneof({ weight: 9, arbitrary: fc.string({ ...limits, unit: sign }) }, { weight: 1, arbitrary: fc.string(limits) });
