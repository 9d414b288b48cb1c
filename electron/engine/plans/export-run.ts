// A finished or broken-off run as a file for others: JSON for programs, JUnit XML for pipelines, Markdown for people.
// It writes no file and leaves nothing out but what the record left out.
import { assertWhole, type RunReport } from '#shared/model/run.ts';
import { runAsJson } from './run-json.ts';
import { runAsJunit } from './run-junit.ts';
import { runAsMarkdown } from './run-markdown.ts';
import { isoTime } from './run-words.ts';

export interface Exported {
  /** Plain letters, digits, "-" and "."; never a path. */
  fileName: string;
  mediaType: string;
  text: string;
}

const forms = {
  json: { extension: 'json', mediaType: 'application/json', write: runAsJson },
  junit: { extension: 'xml', mediaType: 'application/xml', write: runAsJunit },
  markdown: { extension: 'md', mediaType: 'text/markdown', write: runAsMarkdown },
};

/** The same report gives the same text, byte for byte. @throws OpsError `unavailable`: results of it are gone */
export function exportRun(report: RunReport, format: keyof typeof forms): Exported {
  assertWhole(report);
  const { extension, mediaType, write } = forms[format];
  const words = report.run.planTitle
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  const name = words.slice(0, 60).replace(/^-+|-+$/g, '') || 'run';
  const at = isoTime(report.run.startedAt).slice(0, 19).replaceAll(':', '-');
  return { fileName: `${name}-${at}Z.${extension}`, mediaType, text: write(report) };
}
