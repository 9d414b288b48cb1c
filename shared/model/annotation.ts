// What happened beside the samples: events of the journal as flags on a chart, and when a source was watched.
import { z } from 'zod';

const epochMs = z.number();

export const annotationSchema = z.object({
  key: z.string(),
  atMs: epochMs,
  /** Null for a moment; otherwise until when. */
  toMs: epochMs.nullable(),
  title: z.string(),
  detail: z.string(),
  tone: z.enum(['plain', 'bad', 'good', 'gap']),
});
export type AnnotationEntry = z.infer<typeof annotationSchema>;

export const annotationsSchema = z.object({
  /** In the order in which they happened; the newest where there were more. */
  entries: z.array(annotationSchema),
  /** In the span altogether, as far as was counted: more than `entries` where some are left out. */
  total: z.int(),
});
export type Annotations = z.infer<typeof annotationsSchema>;

export const coverageRowSchema = z.object({
  /** A source by its key. */
  name: z.string(),
  /** The record begins here; before it nothing is known of whether anybody looked. */
  knownFromMs: epochMs,
  /** The rest since then was not watched. */
  observed: z.array(z.object({ fromMs: epochMs, toMs: epochMs })),
});
export type CoverageEntry = z.infer<typeof coverageRowSchema>;
