// zod for the built engine, in which schemas without settings are one each: `z.string()` is asked for more than a thousand
// times while it starts. A schema never changes, as its methods answer with new ones, so whoever has it may share it.
export * from './zod-plain.ts';
export * as z from './zod-plain.ts';
