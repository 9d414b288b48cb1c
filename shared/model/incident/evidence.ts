// What something said of an incident rests on. A reference names where it can be looked at; it is not the thing itself.
import { z } from 'zod';

const title = z.string().max(500);

export const evidenceSchema = z.discriminatedUnion('kind', [
  /** An event of the journal. */
  z.object({ kind: z.literal('event'), sequence: z.int().positive(), title }),
  z.object({ kind: z.literal('run'), runId: z.string().max(64), item: z.string().max(300), title }),
  /** What a query came to in a time. */
  z.object({ kind: z.literal('sample'), expr: z.string().max(4000), fromMs: z.number(), toMs: z.number(), title }),
  z.object({ kind: z.literal('file'), name: z.string().max(300), sha256: z.string().max(64), title }),
]);
export type Evidence = z.infer<typeof evidenceSchema>;
