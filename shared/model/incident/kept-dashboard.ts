// What was kept of one dashboard with an incident: how many of the answers its panels ask for, and why not the others.
import { z } from 'zod';

export const keptDashboardSchema = z.object({
  key: z.string(),
  title: z.string(),
  /** The time that was asked for. */
  fromMs: z.number(),
  toMs: z.number(),
  /** Queries of its panels; each is kept or refused. */
  queries: z.int(),
  kept: z.int(),
  /** By reason: the panels that it is about, each once. None where it is all of the dashboard. */
  refused: z.array(z.object({ panels: z.array(z.string()), reason: z.string() })),
});
export type KeptDashboard = z.infer<typeof keptDashboardSchema>;

export function keptDashboardWords({ title, queries, kept, refused }: KeptDashboard): string {
  const because = refused.map(({ panels, reason }) => `${panels.length === 0 ? '' : `not of ${panels.join(', ')}: `}${reason}`); // prettier-ignore
  const words = queries === 0 && refused.length > 0 ? `Kept nothing of the dashboard “${title}”` : `Kept ${kept} of ${queries} answers for the dashboard “${title}”`; // prettier-ignore
  return [words, ...because].join('; ');
}
