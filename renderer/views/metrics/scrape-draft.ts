// An endpoint while it is being written: as the form has it, what is wrong with it, and what is saved. Pure.
import { plainScrape, scrapeFieldsSchema, type ScrapeFields } from '#shared/model/scrape.ts';
import { durationMs, durationText } from '#shared/model/duration.ts';
import { accessDraftOf, accessOf, type AccessDraft } from '../environment/access-draft.ts';

export interface ScrapeDraft {
  name: string;
  url: string;
  interval: string;
  keep: string;
  hours: string;
  access: AccessDraft;
}

export function scrapeDraftOf(fields: ScrapeFields | null): ScrapeDraft {
  const { name, url, intervalMs, keep, keepHours, access } = fields ?? plainScrape;
  return { name, url, interval: durationText(intervalMs), keep: keep.join(', '), hours: String(keepHours), access: accessDraftOf(access) }; // prettier-ignore
}

/** As it would be saved; what cannot be read is what the schema will refuse. */
export function fieldsOfDraft(draft: ScrapeDraft): unknown {
  return {
    name: draft.name,
    url: draft.url.trim(),
    intervalMs: durationMs(draft.interval.trim()) ?? draft.interval,
    keep: draft.keep.split(/[\s,]+/).filter((name) => name !== ''),
    keepHours: /^\d+$/.test(draft.hours.trim()) ? Number(draft.hours) : draft.hours,
    access: accessOf(draft.access),
  };
}

export type ScrapeProblems = Partial<Record<keyof ScrapeFields, string>>;

/** The fields that are sound, or one problem for each that is not. */
export function readDraft(draft: ScrapeDraft): { fields: ScrapeFields } | { problems: ScrapeProblems } {
  const { success, data, error } = scrapeFieldsSchema.safeParse(fieldsOfDraft(draft));
  if (success) return { fields: data };
  const problems: ScrapeProblems = {};
  for (const { path, message, code } of error.issues) {
    const field = String(path[0]) as keyof ScrapeFields;
    problems[field] ??= code === 'invalid_type' ? (allowed[field] ?? message) : message;
  }
  return { problems };
}

const allowed: ScrapeProblems = { intervalMs: 'a time from 5s to 5m', keepHours: 'a whole number of hours' };
