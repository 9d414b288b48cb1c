// An expectation, parsed: fact op literal. The grammar and parser are in expectation-parser.ts, the comparison in judge.ts.
import type { Json } from './facts.ts';

export const comparisonOps = ['==', '!=', '<', '<=', '>', '>=', 'contains', 'matches', 'in'] as const;
export const presenceOps = ['exists', 'absent'] as const;
export type ComparisonOp = (typeof comparisonOps)[number];
export type PresenceOp = (typeof presenceOps)[number];

export interface Expectation {
  /** As the author wrote it; shown to people beside what was seen. */
  text: string;
  /** The fact's name, then the way into it: member names and list positions. */
  path: (string | number)[];
  op: ComparisonOp | PresenceOp;
  /** null for `exists` and `absent` too; look at `op` first. */
  literal: Json;
}
