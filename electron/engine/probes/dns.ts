// Asks the name system for records of one name. Asks its servers, not this machine's hosts file.
import { Resolver } from 'node:dns/promises';
import { z } from 'zod';
import type { FactSchema, Facts } from '#shared/model/facts.ts';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import { codeOf, isDeadline } from './failure.ts';
import { defineProbe, type ProbeContext } from './probe.ts';
import { spanMs } from './spans.ts';

const types = ['A', 'AAAA', 'CNAME', 'MX', 'NS', 'PTR', 'SOA', 'SRV', 'TXT'] as const;
const params = z.strictObject({
  name: z.string().min(1).max(253).describe('The name to ask for.'),
  type: z.enum(types).default('A').describe('The type of record.'),
  server: z
    .string()
    .regex(/^(?:[\d.]+(?::\d+)?|[\da-fA-F:]+|\[[\da-fA-F:]+\](?::\d+)?)$/, 'allowed: an address, or address:port')
    .optional()
    .describe('The server to ask, an address or address:port; by default those of this machine.'),
});
type DnsParams = z.output<typeof params>;

const facts: FactSchema = {
  answers: { type: 'list', doc: 'The records in text, in the order of the answer.' },
  count: { type: 'number', doc: 'How many records there are; 0 when there is no such name.' },
  durationMs: { type: 'number', doc: 'How long the answer took, in milliseconds.' },
  failure: { type: 'string', doc: 'Why there are no records; absent when there are.' },
};

export const dnsProbe = defineProbe<DnsParams>({
  kind: 'dns',
  doc: 'Asks the name system for records of a name.',
  params,
  facts,
  demands: ({ server }) => (server === undefined ? [] : [{ kind: 'host', subject: withPort(server) }]),
  async run({ name, type, server }, context) {
    const resolver = new Resolver({ tries: 2 });
    if (server !== undefined) {
      context.permit({ kind: 'host', subject: withPort(server) });
      resolver.setServers([server]);
    }
    const startedMs = context.elapsedMs();
    const cancel = (): void => resolver.cancel();
    context.cutoff.onAbort(cancel);
    const seen: Facts = { answers: [], count: 0 };
    try {
      context.cutoff.throwIfAborted();
      const records = recordsOf(await resolver.resolve(name, type));
      seen['answers'] = records;
      seen['count'] = records.length;
    } catch (error) {
      seen['failure'] = absence(error, { name, type }, server ?? resolver.getServers().join(', '), context);
    } finally {
      context.cutoff.offAbort(cancel);
    }
    seen['durationMs'] = spanMs(context.elapsedMs() - startedMs);
    const text = (seen['answers'] as string[]).join('\n');
    return { facts: seen, evidence: { mediaType: 'text/plain', text, sizeBytes: Buffer.byteLength(text) } };
  },
});

const withPort = (server: string): string => {
  if (/^\[.*\]:\d+$|^[\d.]+:\d+$/.test(server)) return server;
  return server.includes(':') && !server.startsWith('[') ? `[${server}]:53` : `${server}:53`;
};

/** Records are texts, lists of texts (TXT) or objects (MX, SRV, SOA). */
function recordsOf(answer: unknown): string[] {
  const list: unknown[] = Array.isArray(answer) ? answer : [answer];
  return list.map((record) => {
    if (typeof record === 'string') return record;
    if (Array.isArray(record)) return record.join('');
    return Object.values(record as Record<string, string | number>).join(' ');
  });
}

/** The words for an answer that there is nothing; throws where there was no answer. */
function absence(
  error: unknown,
  { name, type }: Pick<DnsParams, 'name' | 'type'>,
  servers: string,
  context: ProbeContext,
): string {
  const { cutoff } = context;
  if (cutoff.aborted && !isDeadline(cutoff.reason)) throw cutoff.reason;
  const code = codeOf(error);
  if (code === 'ENOTFOUND') return `there is no name ${name}`;
  if (code === 'ENODATA') return `${name} has no ${type} records`;
  if (error instanceof OpsError) throw error;
  if (code === 'EBADNAME')
    throw new OpsError('bad_input', `"${name}" is not a name that can be asked for`, { cause: error });
  const why = cutoff.aborted ? 'no answer in time' : messageOf(error);
  throw new OpsError('unavailable', `the name servers (${servers}) cannot be asked for ${name}: ${why}`, {
    cause: error,
  });
}
