// Looks at one file: whether it is there, how old and how large it is, and what it holds.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { FactSchema, Facts } from '#shared/model/facts.ts';
import { jsonOf } from './json-text.ts';
import { openFile, type OpenFile } from './open-file.ts';
import { filePath, pathParam } from './params.ts';
import { defineProbe } from './probe.ts';
import { spanSeconds } from './spans.ts';

const params = z.strictObject({
  path: pathParam.describe('The file; a relative name is taken from the folder of the plan.'),
  maxBytes: z.int().min(0).max(20_971_520).default(1_048_576).describe('How much of its text is kept, in bytes.'),
});
type FileParams = z.output<typeof params>;

const facts: FactSchema = {
  exists: { type: 'boolean', doc: 'Whether there is such a file.' },
  failure: { type: 'string', doc: 'Why there is nothing to look at; absent when there is a file.' },
  sizeBytes: { type: 'number', doc: 'Its size, in bytes.' },
  modifiedAt: { type: 'string', doc: 'When it was last written, ISO 8601 in UTC.' },
  ageSeconds: { type: 'number', doc: 'How long ago it was last written, in seconds.' },
  text: { type: 'string', doc: 'Its text in UTF-8, up to maxBytes.' },
  truncated: { type: 'boolean', doc: 'Whether it is longer than maxBytes.' },
  json: { type: 'any', doc: 'Its content, when that is JSON and within maxBytes.' },
  sha256: { type: 'string', doc: 'SHA-256 of the whole file, in hex.' },
  lines: { type: 'number', doc: 'Its lines, a last one without newline included.' },
};

const chunkBytes = 262_144;

export const fileProbe = defineProbe<FileParams>({
  kind: 'file',
  doc: 'Looks at a file: its age, size and content.',
  params,
  facts,
  demands: ({ path }) => [{ kind: 'file', subject: path }],
  async run(given, context) {
    context.permit({ kind: 'file', subject: given.path });
    const opened = await openFile(filePath(given.path, context.baseDir));
    if (opened === null) return { facts: { exists: false, failure: `no such file: ${given.path}` } };
    try {
      const { stats } = opened;
      const { text, sizeBytes, sha256, lines } = await readWhole(opened, given.maxBytes, context.cutoff.signal);
      const truncated = sizeBytes > given.maxBytes;
      const seen: Facts = { exists: true, sizeBytes, truncated, text, sha256, lines };
      seen['modifiedAt'] = stats.mtime.toISOString();
      seen['ageSeconds'] = spanSeconds(context.now() - stats.mtimeMs);
      const json = truncated ? undefined : jsonOf(text, given.path.toLowerCase());
      if (json !== undefined) seen['json'] = json;
      return { facts: seen, evidence: { mediaType: 'text/plain', text, sizeBytes } };
    } finally {
      await opened.handle.close();
    }
  },
});

async function readWhole(
  { handle, stats }: OpenFile,
  maxBytes: number,
  signal: AbortSignal,
): Promise<{ text: string; sizeBytes: number; sha256: string; lines: number }> {
  const hash = createHash('sha256');
  const kept: Buffer[] = [];
  const buffer = Buffer.allocUnsafe(chunkBytes);
  let sizeBytes = 0;
  let newlines = 0;
  let lastByte = 10;
  // Up to the size at the beginning: a file that grows all the while has an end, too.
  while (sizeBytes < stats.size) {
    signal.throwIfAborted();
    const { bytesRead } = await handle.read(buffer, 0, Math.min(chunkBytes, stats.size - sizeBytes), sizeBytes);
    if (bytesRead === 0) break;
    const chunk = buffer.subarray(0, bytesRead);
    hash.update(chunk);
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) newlines++;
    lastByte = chunk[bytesRead - 1] ?? lastByte;
    if (sizeBytes < maxBytes) kept.push(Buffer.from(chunk.subarray(0, maxBytes - sizeBytes)));
    sizeBytes += bytesRead;
  }
  const lines = newlines + (lastByte === 10 ? 0 : 1);
  return { text: Buffer.concat(kept).toString('utf8'), sizeBytes, sha256: hash.digest('hex'), lines };
}
