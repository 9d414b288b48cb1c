// What zod exports, with its plain schemas made once; see zod-once.ts. `zod/v4` is the same zod by its other name.
import * as zod from 'zod/v4';

export * from 'zod/v4';

function once<Make extends (...settings: never[]) => unknown>(make: Make): Make {
  let plain: unknown;
  return ((...settings) => (settings[0] === undefined ? (plain ??= make()) : make(...settings))) as Make;
}

export const string = once(zod.string);
export const number = once(zod.number);
export const int = once(zod.int);
export const boolean = once(zod.boolean);
export const unknown = once(zod.unknown);
