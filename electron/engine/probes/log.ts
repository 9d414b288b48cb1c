// Reads a log file once, line by line, and counts: lines, malformed ones, gaps in a running number, patterns.
import { z } from 'zod';
import { patternProblem } from '#shared/model/expectation-pattern.ts';
import type { FactSchema, Facts } from '#shared/model/facts.ts';
import { createLogTally, type LogTally } from './log-tally.ts';
import { openFile } from './open-file.ts';
import { filePath, pathParam } from './params.ts';
import { defineProbe } from './probe.ts';
import { readLines } from './read-lines.ts';

const params = z
  .strictObject({
    file: pathParam.describe('The log file; a relative name is taken from the folder of the plan.'),
    format: z.enum(['jsonl', 'text']).describe('jsonl: every line is a JSON object.'),
    sequence: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe('The field with a number that goes up by one from line to line, e.g. seq or meta.seq; jsonl only.'),
    timeField: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe('The field with the time of a line: ISO 8601, or epoch seconds or milliseconds; jsonl only.'),
    patterns: z
      .record(
        z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/),
        z.string().superRefine((source, check) => {
          const problem = patternProblem(source);
          if (problem !== null) check.addIssue({ code: 'custom', message: problem });
        }),
      )
      .optional()
      .describe('Regular expressions by name; the lines that match each are counted.'),
    maxBytes: z
      .int()
      .min(1)
      .max(68_719_476_736)
      .default(1_073_741_824)
      .describe('How much is read, from the end of the file.'),
  })
  .refine(
    ({ format, sequence, timeField }) => format === 'jsonl' || (sequence === undefined && timeField === undefined),
    'sequence and timeField need format: jsonl',
  );
export type LogParams = z.output<typeof params>;

const facts: FactSchema = {
  exists: { type: 'boolean', doc: 'Whether there is such a file.' },
  failure: { type: 'string', doc: 'Why there is nothing to read or to follow; absent when all is well.' },
  sizeBytes: { type: 'number', doc: 'The size of the whole file, in bytes.' },
  lines: { type: 'number', doc: 'Lines that are not blank.' },
  malformed: { type: 'number', doc: 'Lines that are not a JSON object, or longer than 1 MiB.' },
  partial: { type: 'boolean', doc: 'Whether the file ends in the middle of a line that is still being written.' },
  gaps: { type: 'number', doc: 'Places at which the running number leaps; absent when no line carries it.' },
  missing: { type: 'number', doc: 'Numbers missing in all gaps together.' },
  firstGap: { type: 'string', doc: 'The first gap in words, e.g. "after 41 comes 44"; absent when there is none.' },
  duplicates: { type: 'number', doc: 'Lines whose number was there before.' },
  outOfOrder: { type: 'number', doc: 'Lines whose number came late.' },
  unsequenced: { type: 'number', doc: 'Lines that do not carry the running number.' },
  lastSequence: { type: 'number', doc: 'The highest running number.' },
  counts: {
    type: 'map',
    of: 'number',
    doc: 'Lines that match each pattern, by its name.',
    keys: ((given: { patterns?: Record<string, string> }) => Object.keys(given.patterns ?? {})) as (
      given: never,
    ) => string[],
  },
  lastAgeSeconds: { type: 'number', doc: 'How long ago the newest line was written by its own time, in seconds.' },
  details: { type: 'map', doc: 'What explains a fact, by its name: the first gap, malformed line, match.' },
  skippedBytes: { type: 'number', doc: 'Bytes before the part that was read; 0 when all was.' },
};

export const logProbe = defineProbe<LogParams>({
  kind: 'log',
  doc: 'Reads a log file and looks at its form, its running number and the patterns in it.',
  params,
  facts,
  demands: ({ file }) => [{ kind: 'file', subject: file }],
  async run(given, context) {
    context.permit({ kind: 'file', subject: given.file });
    const opened = await openFile(filePath(given.file, context.baseDir));
    if (opened === null) return { facts: { exists: false, failure: `no such file: ${given.file}` } };
    const { handle, stats } = opened;
    try {
      const start = Math.max(0, stats.size - given.maxBytes);
      const tally = createLogTally(given);
      // What stands before the first newline may be the rest of a line.
      let skip = start > 0;
      await readLines(handle, { start, end: stats.size }, context.cutoff.signal, (line) => {
        if (skip) skip = false;
        else tally.add(line);
      });
      const seen: Facts = { exists: true, sizeBytes: stats.size, skippedBytes: start, ...tally.facts(context.now()) };
      return { facts: seen, evidence: evidenceOf(tally, stats.size) };
    } finally {
      await handle.close();
    }
  },
});

function evidenceOf(tally: LogTally, fileBytes: number): { mediaType: string; text: string; sizeBytes: number } {
  const text = [`${tally.lines()} lines, ${fileBytes} bytes`, ...tally.findings()].join('\n');
  return { mediaType: 'text/plain', text, sizeBytes: Buffer.byteLength(text) };
}
