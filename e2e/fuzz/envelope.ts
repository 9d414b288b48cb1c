// Mutated error envelopes, one, a list, or lines of them.
import { fuzzIngest, type IngestFuzz } from './fuzz-ingest.ts';
import type { FuzzTarget } from './target.ts';

const hex = (number: number, digits: number): string => number.toString(16).padStart(digits, '0');

function envelope(at: number): Record<string, unknown> {
  return {
    // Some come twice, with the same or with other content.
    error_id: `err_${hex(at % 7 === 0 ? at % 50 : at, 32)}`,
    timestamp: new Date(Date.now() - at * 10).toISOString(),
    layer: ['L2', 'L3', 'L4', 'L5', 'L6'][at % 5],
    component: `shop.part-${at % 20}`,
    error_class: ['infra.network.timeout', 'domain.budget_exceeded', 'system.configuration'][at % 3],
    severity: ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'][at % 5],
    message: `Order ${at} failed`,
    correlation_id: hex(at + 1, 32),
    traceparent: `00-${hex(at + 1, 32)}-${hex(at + 1, 16)}-01`,
    exception_chain: ['TimeoutError: secret', { type: 'OSError', module: 'socket' }],
    frames: [{ module: 'shop/orders.py', function: 'reserve', in_app: true }],
    input: { pin: '1234' },
    fingerprint: at % 4 === 0 ? ['{{ default }}', `f${at % 3}`] : undefined,
    release: `1.${at % 5}.0`,
    context: { nested: { list: [1, 2, { three: 3 }] } },
  };
}

const fuzz: IngestFuzz = {
  body: (random, at) => JSON.stringify(random() < 0.5 ? envelope(at) : Array.from({ length: 1 + (at % 4) }, (_, one) => envelope(at + one))), // prettier-ignore
  send: (ops, text) => ops.errors({ form: text.length % 3 === 0 ? 'lines' : 'json', text }),
  statuses: [200, 400, 409, 413],
};

export const target: FuzzTarget = {
  title:
    'envelopes: each is answered within two seconds, and accepted, refused and known ones are together what was sent',
  run: (options) => fuzzIngest(fuzz, options),
};
