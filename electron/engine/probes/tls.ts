// Makes a TLS connection and looks at the certificate, also at one that would not be accepted. Sends nothing.
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { z } from 'zod';
import { permittedLookup } from '#engine/consent/permitted-lookup.ts';
import type { Demand } from '#shared/model/checklist.ts';
import type { FactSchema, Facts } from '#shared/model/facts.ts';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import { deadlineFailure, networkFailure } from './failure.ts';
import { filePath, hostAndPort, hostDemand, hostParam, pathParam, portParam } from './params.ts';
import { defineProbe } from './probe.ts';
import { connected } from './socket.ts';
import { spanMs } from './spans.ts';

const params = z.strictObject({
  host: hostParam.describe('The host name or address.'),
  port: portParam.default(443).describe('The port.'),
  servername: z.string().min(1).max(253).optional().describe('The name to ask for and to verify; by default the host.'),
  caFile: pathParam.optional().describe('A PEM file with the authorities to trust instead of the usual ones.'),
});
type TlsParams = z.output<typeof params>;

const facts: FactSchema = {
  connected: { type: 'boolean', doc: 'Whether the TLS connection was made.' },
  durationMs: { type: 'number', doc: 'How long that took, in milliseconds.' },
  failure: { type: 'string', doc: 'Why there is no TLS connection; absent when there is one.' },
  authorized: { type: 'boolean', doc: 'Whether the certificate is trusted and of this name.' },
  authorizationError: { type: 'string', doc: 'Why it is not; absent when it is.' },
  protocol: { type: 'string', doc: 'The protocol version, e.g. TLSv1.3.' },
  cipher: { type: 'string', doc: 'The cipher suite.' },
  subject: { type: 'string', doc: 'Whom the certificate names.' },
  issuer: { type: 'string', doc: 'Who issued it.' },
  validFrom: { type: 'string', doc: 'From when it is valid, ISO 8601.' },
  validTo: { type: 'string', doc: 'Until when it is valid, ISO 8601.' },
  daysLeft: { type: 'number', doc: 'How long it is still valid, in days; negative when it has expired.' },
  altNames: { type: 'list', doc: 'All names it is for, e.g. DNS:example.com.' },
  fingerprint256: { type: 'string', doc: 'SHA-256 of the certificate, in hex with colons.' },
  details: { type: 'map', doc: 'What explains a fact, by its name: for authorized, why it is not.' },
};

export const tlsProbe = defineProbe<TlsParams>({
  kind: 'tls',
  doc: 'Makes a TLS connection and looks at the certificate and how long it is valid.',
  params,
  facts,
  demands,
  async run(given, context) {
    for (const demand of demands(given)) context.permit(demand);
    const { port } = given;
    const host = given.host.replace(/^\[|\]$/g, '');
    const place = hostAndPort(given.host, port);
    const ca = given.caFile === undefined ? undefined : await readAuthorities(filePath(given.caFile, context.baseDir));
    const servername = given.servername ?? (isIP(host) === 0 ? host : '');
    const startedMs = context.elapsedMs();
    const socket = connect({
      host,
      port,
      servername,
      ...(ca === undefined ? {} : { ca }),
      // An untrusted certificate is what this probe is to report, and nothing is sent.
      rejectUnauthorized: false,
      lookup: permittedLookup(context.permit, port),
    });
    try {
      await connected(socket, 'secureConnect', context.cutoff.signal);
      const seen = certificateFacts(socket, context.now());
      const text = JSON.stringify(seen, null, 1);
      seen['durationMs'] = spanMs(context.elapsedMs() - startedMs);
      return { facts: seen, evidence: { mediaType: 'application/json', text, sizeBytes: Buffer.byteLength(text) } };
    } catch (error) {
      const { cutoff } = context;
      const durationMs = spanMs(context.elapsedMs() - startedMs);
      const failure = cutoff.aborted ? deadlineFailure(cutoff, place, durationMs) : networkFailure(error, place);
      return { facts: { connected: false, durationMs, failure } };
    } finally {
      socket.destroy();
    }
  },
});

function demands({ host, port, caFile }: TlsParams): Demand[] {
  const reach = hostDemand(host, port);
  return caFile === undefined ? [reach] : [reach, { kind: 'file', subject: caFile }];
}

async function readAuthorities(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new OpsError('not_found', `the authorities in ${path} cannot be read: ${messageOf(error)}`, { cause: error });
  }
}

function certificateFacts(socket: TLSSocket, now: number): Facts {
  const certificate = socket.getPeerCertificate();
  const facts: Facts = { connected: true, authorized: socket.authorized };
  if (!socket.authorized) {
    const why = String(socket.authorizationError ?? 'the certificate could not be verified');
    facts['authorizationError'] = why;
    facts['details'] = { authorized: why };
  }
  facts['protocol'] = socket.getProtocol() ?? 'unknown';
  facts['cipher'] = socket.getCipher().name;
  const validTo = Date.parse(certificate.valid_to);
  if (Number.isNaN(validTo)) return facts; // The server sent no certificate.
  facts['subject'] = nameOf(certificate.subject);
  facts['issuer'] = nameOf(certificate.issuer);
  facts['validFrom'] = new Date(certificate.valid_from).toISOString();
  facts['validTo'] = new Date(validTo).toISOString();
  facts['daysLeft'] = (validTo - now) / 86_400_000;
  facts['altNames'] = (certificate.subjectaltname ?? '').split(', ').filter((name) => name !== '');
  facts['fingerprint256'] = certificate.fingerprint256;
  return facts;
}

/** `CN=example.com, O=Example`. */
function nameOf(name: object): string {
  return Object.entries(name)
    .map(([key, value]) => `${key}=${String(value)}`)
    .join(', ');
}
