// Mutated messages of OTLP/HTTP, as JSON.
import { fuzzIngest, type IngestFuzz } from './fuzz-ingest.ts';
import type { FuzzTarget } from './target.ts';

const attribute = (key: string, value: unknown): unknown => ({ key, value });

function record(at: number): Record<string, unknown> {
  return {
    timeUnixNano: `${Date.now() - at}000000`,
    observedTimeUnixNano: `${Date.now()}000000`,
    severityNumber: at % 25,
    severityText: 'ERROR',
    body: at % 3 === 0 ? { kvlistValue: { values: [attribute('a', { intValue: '7' })] } } : { stringValue: `charge ${at} failed` }, // prettier-ignore
    traceId: at.toString(16).padStart(32, '0'),
    spanId: at.toString(16).padStart(16, '0'),
    attributes: [
      attribute('exception.type', { stringValue: 'java.net.SocketTimeoutException' }),
      attribute('exception.stacktrace', { stringValue: 'E\n\tat com.shop.Pay.charge(Pay.java:9)' }),
      attribute('order', { arrayValue: { values: [{ doubleValue: 1.5 }, { boolValue: true }] } }),
      attribute('error.type', { stringValue: 'infra.network.timeout' }),
    ],
  };
}

const fuzz: IngestFuzz = {
  body: (_random, at) =>
    JSON.stringify({
      resourceLogs: [
        {
          resource: { attributes: [attribute('service.name', { stringValue: `cart-${at % 9}` })] },
          scopeLogs: [{ scope: { name: 's' }, logRecords: Array.from({ length: 1 + (at % 4) }, (_, one) => record(at + one)) }], // prettier-ignore
        },
      ],
    }),
  send: (ops, text) => ops.logs({ form: 'json', text }),
  statuses: [200, 400, 413],
};

export const target: FuzzTarget = {
  title: 'OTLP: each message is answered within two seconds, and every record of it is accounted for',
  run: (options) => fuzzIngest(fuzz, options),
};
