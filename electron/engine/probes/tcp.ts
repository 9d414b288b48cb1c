// Connects to a port, and sends and reads only what it is asked to.
import { connect, type Socket } from 'node:net';
import { z } from 'zod';
import { permittedLookup } from '#engine/consent/permitted-lookup.ts';
import type { FactSchema, Facts } from '#shared/model/facts.ts';
import { deadlineFailure, networkFailure } from './failure.ts';
import { hostAndPort, hostDemand, hostParam, portParam } from './params.ts';
import { defineProbe } from './probe.ts';
import { connected, readBanner } from './socket.ts';
import { spanMs } from './spans.ts';

const params = z.strictObject({
  host: hostParam.describe('The host name or address.'),
  port: portParam.describe('The port.'),
  send: z.string().max(65_536).optional().describe('Text to send once connected; nothing by default.'),
  readBytes: z
    .int()
    .min(1)
    .max(65_536)
    .optional()
    .describe('Wait for an answer and read up to so many bytes of it; by default nothing is read.'),
});
type TcpParams = z.output<typeof params>;

const facts: FactSchema = {
  connected: { type: 'boolean', doc: 'Whether the connection was made.' },
  connectMs: { type: 'number', doc: 'How long that took, in milliseconds.' },
  failure: { type: 'string', doc: 'Why there is no connection or no answer; absent when all is well.' },
  remoteAddress: { type: 'string', doc: 'The address that was connected to.' },
  banner: { type: 'string', doc: 'What was read, as UTF-8 text.' },
};

export const tcpProbe = defineProbe<TcpParams>({
  kind: 'tcp',
  doc: 'Connects to a TCP port.',
  params,
  facts,
  demands: ({ host, port }) => [hostDemand(host, port)],
  async run({ host, port, send, readBytes }, context) {
    context.permit(hostDemand(host, port));
    const place = hostAndPort(host, port);
    const startedMs = context.elapsedMs();
    const seen: Facts = { connected: false };
    const socket: Socket = connect({ host: bare(host), port, lookup: permittedLookup(context.permit, port) });
    try {
      await connected(socket, 'connect', context.cutoff.signal);
      seen['connected'] = true;
      seen['connectMs'] = spanMs(context.elapsedMs() - startedMs);
      if (socket.remoteAddress !== undefined) seen['remoteAddress'] = socket.remoteAddress;
      if (send !== undefined) socket.write(send);
      if (readBytes === undefined) return { facts: seen };
      const banner = await readBanner(socket, readBytes, context.cutoff.signal);
      seen['banner'] = banner;
      if (banner === '') seen['failure'] = `${place} closed the connection without a word`;
      return { facts: seen, evidence: { mediaType: 'text/plain', text: banner, sizeBytes: Buffer.byteLength(banner) } };
    } catch (error) {
      const { cutoff } = context;
      const waitedMs = context.elapsedMs() - startedMs;
      seen['failure'] = cutoff.aborted ? deadlineFailure(cutoff, place, waitedMs) : networkFailure(error, place);
      return { facts: seen };
    } finally {
      socket.destroy();
    }
  },
});

const bare = (host: string): string => host.replace(/^\[|\]$/g, '');
