// Log records of OpenTelemetry, OTLP over HTTP as JSON (https://opentelemetry.io/docs/specs/otlp/), as things that were sent.
// A record of ERROR or above, or one of an exception, is an error; any other only shows that its service lives.
import { familyOf, otherClass, severityNumbers } from '#shared/model/errors/error-class.ts';
import { EnvelopeRefused } from './refusal.ts';
import type { Sent } from './ingest.ts';
import { canonical, checkDepth, isMap, type Members } from './read-fields.ts';

/** What a producer that knows of envelopes may say as attributes, by the names of their fields. */
const plainFields = [
  'layer',
  'decision_id',
  'run_id',
  'agent_id',
  'tenant_id',
  'input_hash',
  'hash_alg',
  'hash_key_id',
  'causation_id',
];
const usedUp = new Set([
  ...plainFields,
  'error_class',
  'component',
  'exception.type',
  'exception.message',
  'exception.stacktrace',
  'log.record.uid',
]);
const keptAttributes = 64;

export const mostRecords = 5000;

/**
 * @param idFor An id for a record by its content, so that one that is sent again is the same error.
 * @throws EnvelopeRefused where the message as a whole is none.
 */
export function sentOfOtlp(message: unknown, idFor: (text: string) => string, now: () => number): Sent[] {
  if (!isMap(message) || !Array.isArray(message['resourceLogs'])) {
    throw new EnvelopeRefused('schema_invalid', 'the message must be a JSON object with the list resourceLogs');
  }
  const sent: Sent[] = [];
  const add = (one: Sent): void => {
    if (sent.length >= mostRecords) throw new EnvelopeRefused('too_large', `a message may hold ${mostRecords} log records; send fewer at once`);
    sent.push(one);
  };
  for (const resourceLogs of message['resourceLogs'] as unknown[]) {
    for (const scopeLogs of membersOf(resourceLogs, 'resourceLogs', 'scopeLogs', add)) {
      const { resource } = resourceLogs as Members;
      const attributes = attributesOf(isMap(resource) ? resource['attributes'] : []);
      for (const record of membersOf(scopeLogs, 'scopeLogs', 'logRecords', add)) add(sentOfRecord(record, attributes, idFor, now));
    }
  }
  return sent;
} // prettier-ignore

/** What of it has not its shape is refused as one thing: how many records it was meant to hold nobody can tell. */
function membersOf(of: unknown, place: string, name: string, refuse: (one: Sent) => void): unknown[] {
  const list = isMap(of) ? of[name] : null;
  if (Array.isArray(list)) return list;
  const old = isMap(of) && of['instrumentationLibraryLogs'] !== undefined;
  if (!isMap(of)) refuse(refused(`a member of ${place} must be a JSON object`));
  else if (old) refuse(refused('instrumentationLibraryLogs is of an old OTLP; scopeLogs is taken'));
  else if (list !== undefined && list !== null) refuse(refused(`${name} must be a list`));
  return [];
}

const refused = (words: string): Sent => ({ refused: new EnvelopeRefused('schema_invalid', words), excerpt: '' });

function sentOfRecord(record: unknown, resource: Members, idFor: (text: string) => string, now: () => number): Sent {
  if (!isMap(record)) return refused('a log record must be a JSON object');
  try {
    checkDepth(record);
  } catch (error) {
    if (error instanceof EnvelopeRefused) return { refused: error, excerpt: '' };
    throw error;
  }
  const severityNumber = record['severityNumber'] ?? 0;
  if (typeof severityNumber !== 'number' || !Number.isInteger(severityNumber) || severityNumber < 0 || severityNumber > 24) {
    return refused('severityNumber must be a whole number from 0 to 24');
  }
  const attributes = attributesOf(record['attributes']);
  const text = (name: string, of: Members = attributes): string | null => (typeof of[name] === 'string' ? of[name].toWellFormed() : null);
  const service = text('service.name', resource) ?? 'unknown_service';
  const component = (text('component') ?? service).slice(0, 200);
  const timestamp = nanos(record['timeUnixNano']) ?? nanos(record['observedTimeUnixNano']) ?? now();
  const exceptionType = text('exception.type');
  const isError = severityNumber >= severityNumbers.ERROR || exceptionType !== null || text('error_class') !== null;
  if (!isError) return { heard: { component, at: Math.min(timestamp, now()) } };
  const uid = text('log.record.uid');
  return {
    id: () => idFor(JSON.stringify([canonical(resource), canonical(record)])),
    value: {
      ...Object.fromEntries(plainFields.flatMap((name) => (attributes[name] === undefined ? [] : [[name, attributes[name]]]))),
      ...(uid !== null && /^err_[0-9a-f]{32}$/.test(uid) && { error_id: uid }),
      timestamp,
      observed_at: nanos(record['observedTimeUnixNano']) ?? undefined,
      layer: text('layer') ?? 'unknown',
      component,
      error_class: text('error_class') ?? classOf(text('error.type')),
      severity_number: severityNumber === 0 ? severityNumbers.ERROR : severityNumber,
      message: messageOf(record['body'], text('exception.message'), exceptionType),
      correlation_id: hexOf(record['traceId'], 32),
      span_id: hexOf(record['spanId'], 16),
      exception_type: exceptionType?.slice(0, 200),
      stacktrace: text('exception.stacktrace'),
      release: text('service.version', resource)?.slice(0, 200),
      environment: (text('deployment.environment.name', resource) ?? text('deployment.environment', resource))?.slice(0, 100),
      context: Object.fromEntries(Object.entries(attributes).filter(([name]) => !usedUp.has(name)).slice(0, keptAttributes)),
    },
  };
} // prettier-ignore

/** `error.type` where it follows our families; OpenTelemetry's is any name, which stays among the attributes. */
const classOf = (type: string | null): string => (type !== null && familyOf(type) !== null ? type : otherClass);

function messageOf(body: unknown, exceptionMessage: string | null, exceptionType: string | null): string {
  const value = valueOf(body);
  const text = typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value);
  return [text, exceptionMessage ?? '', exceptionType ?? ''].find((words) => words.trim() !== '') ?? '(no message)';
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** 32 or 16 hexadecimal digits that are not all 0; anything else is not said. */
function hexOf(value: unknown, digits: number): string | undefined {
  if (typeof value !== 'string' || value.length !== digits || !/^[0-9a-fA-F]+$/.test(value)) return undefined;
  return /^0+$/.test(value) ? undefined : value.toLowerCase();
}

/** Epoch nanoseconds, a text in OTLP's JSON, as milliseconds; null for 0, which means unknown. */
function nanos(value: unknown): number | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const ms = Math.round(Number(value) / 1e6);
  return Number.isFinite(ms) && ms > 0 ? ms : null;
}

function attributesOf(list: unknown): Members {
  const found: [string, unknown][] = [];
  for (const pair of listOf(list).slice(0, 1000)) {
    if (isMap(pair) && typeof pair['key'] === 'string') found.push([pair['key'].slice(0, 200), valueOf(pair['value'])]);
  }
  return Object.fromEntries(found);
}

/** An AnyValue as plain JSON; null for an empty one. Depth has been checked, or is of a resource and bounded by the parser. */
function valueOf(any: unknown, depth = 0): unknown {
  if (!isMap(any) || depth > 12) return null;
  for (const name of ['stringValue', 'boolValue', 'doubleValue', 'bytesValue']) if (any[name] !== undefined) return any[name];
  const whole = any['intValue'];
  if (whole !== undefined) return typeof whole === 'string' && /^-?\d{1,15}$/.test(whole) ? Number(whole) : whole;
  const { arrayValue, kvlistValue } = any as { arrayValue?: unknown; kvlistValue?: unknown };
  if (isMap(arrayValue)) return listOf(arrayValue['values']).slice(0, 200).map((value) => valueOf(value, depth + 1));
  if (!isMap(kvlistValue)) return null;
  return Object.fromEntries(listOf(kvlistValue['values']).slice(0, 200).flatMap((pair) => (isMap(pair) && typeof pair['key'] === 'string' ? [[pair['key'], valueOf(pair['value'], depth + 1)]] : [])));
} // prettier-ignore
