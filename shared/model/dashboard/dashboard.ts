// A dashboard as it is shown: our own form, made of Grafana's by the importer in the engine. The original text is kept
// beside it, byte for byte. Where panels stand once rows are folded and repeats are unfolded is decided by layout.ts.
import { z } from 'zod';
import { importNoteSchema, panelSchema, repeatSchema } from './panel.ts';
import { variableSchema } from './variable.ts';

/** Panels under one heading. The first may be without one: what stands above all rows. */
export const sectionSchema = z.object({
  key: z.string(),
  /** With variables in it; null for what stands above all rows. */
  title: z.string().nullable(),
  collapsed: z.boolean(),
  repeat: repeatSchema.nullable(),
  panels: z.array(panelSchema),
});
export type Section = z.infer<typeof sectionSchema>;

export const importCountsSchema = z.object({
  /** Panels of the original; rows are none. Always the sum of the three. */
  panels: z.int(),
  /** Drawn with nothing to say of them. */
  whole: z.int(),
  /** Drawn, with notes. */
  noted: z.int(),
  /** Not drawn: a named placeholder with its reason. */
  placeholders: z.int(),
});
export type ImportCounts = z.infer<typeof importCountsSchema>;

/** Events drawn over the charts, asked of Prometheus: each sample above zero is one. */
export const annotationSchema = z.object({
  name: z.string(),
  query: z.string(),
  minStep: z.string(),
  title: z.string(),
  text: z.string(),
  tags: z.array(z.string()),
  colour: z.string().nullable(),
  enabled: z.boolean(),
});

export const dashboardSchema = z.object({
  title: z.string(),
  description: z.string(),
  tags: z.array(z.string()),
  /** What the original calls itself; empty where it does not. */
  uid: z.string(),
  /** Of the original; null where it says none. */
  schemaVersion: z.number().nullable(),
  /** As Grafana writes moments: `now-6h`, `now/d`, ISO 8601, epoch milliseconds. See moment.ts. */
  time: z.object({ from: z.string(), to: z.string() }),
  /** `30s`; empty for not by itself. */
  refresh: z.string(),
  /** `browser`, `utc` or the name of a zone; empty for the screen's own. */
  timeZone: z.string(),
  sections: z.array(sectionSchema),
  variables: z.array(variableSchema),
  annotations: z.array(annotationSchema),
  /** Of the dashboard as a whole; those of panels are with the panels. */
  notes: z.array(importNoteSchema),
  counts: importCountsSchema,
});
export type Dashboard = z.infer<typeof dashboardSchema>;

export const dashboardKeySchema = z.string().min(1).max(100);

/** One line of the library. */
export const dashboardSummarySchema = z.object({
  key: dashboardKeySchema,
  title: z.string(),
  description: z.string(),
  tags: z.array(z.string()),
  origin: z.enum(['bundled', 'import']),
  /** The name of the file it came from; for bundled ones that in resources. */
  fileName: z.string(),
  /** SHA-256 of the original text. */
  hash: z.string(),
  counts: importCountsSchema,
  importedAt: z.number().nullable(),
});
export type DashboardSummary = z.infer<typeof dashboardSummarySchema>;

export const dashboardDetailSchema = z.object({ summary: dashboardSummarySchema, dashboard: dashboardSchema });
export type DashboardDetail = z.infer<typeof dashboardDetailSchema>;

/** One line of what an import came to: what is not drawn, or not as it was meant. */
export const reportLineSchema = importNoteSchema.extend({
  /** Of the panel or variable; empty for the dashboard. */
  of: z.string(),
  kind: z.enum(['placeholder', 'note']),
});
export const importResultSchema = z.object({
  key: dashboardKeySchema,
  title: z.string(),
  /** The same text had been imported before; nothing was changed. */
  known: z.boolean(),
  counts: importCountsSchema,
  /** Placeholders first. */
  lines: z.array(reportLineSchema),
});
export type ImportResult = z.infer<typeof importResultSchema>;
