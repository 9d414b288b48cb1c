// A terminal in a container: what the page and the engine say to each other about it.
import { z } from 'zod';

export const terminalSizeSchema = z.object({ cols: z.int().min(1).max(1000), rows: z.int().min(1).max(1000) });
/** The most that is typed or pasted at once, in characters. */
export const terminalInputLimit = 64 * 1024;

export const terminalOutputSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('data'), base64: z.string() }),
  /** The last. `code` is null where it is not known, and `reason` says why. */
  z.object({ kind: z.literal('end'), code: z.int().nullable(), reason: z.string() }),
]);
export type TerminalOutput = z.infer<typeof terminalOutputSchema>;

export const terminalSchema = z.object({
  terminalId: z.string(),
  /** What runs, as it was found there. */
  argv: z.array(z.string()),
});
export type Terminal = z.infer<typeof terminalSchema>;
