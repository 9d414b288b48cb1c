// Makes an envelope of what a producer sent, or says why not. Here inputs are hashed and dropped, secrets replaced, and the
// class is held against its layer; what breaks that rule is kept and flagged.
import { randomBytes } from 'node:crypto';
import {
  errorLayers,
  familyOf,
  layerViolation,
  otherClass,
  type ErrorLayer,
} from '#shared/model/errors/error-class.ts';
import { typeWords } from '#shared/model/json-words.ts';
import type { Redactor } from '../redact/redact.ts';
import { readTraceparent } from '../correlation/traceparent.ts';
import { seal, type ErrorEnvelope, type ExceptionLink } from './envelope.ts';
import { framesOfTrace, topFrame } from './top-frame.ts';
import { hashAlg, rehashAlg, type InputHasher } from './input-hash.ts';
import { canonical, checkDepth, idIn, isMap, listIn, requiredText, severityIn, textIn, timeIn, type Members } from './read-fields.ts'; // prettier-ignore
import { EnvelopeRefused } from './refusal.ts';

export interface EnvelopeSetting {
  redactor: Pick<Redactor, 'text' | 'value'>;
  hasher: InputHasher;
  now: () => number;
}

export interface ReadEnvelope {
  envelope: ErrorEnvelope;
  /** Keyed hash of all that was sent; the same for the same content. */
  contentHash: string;
  /** A raw input came along, was hashed and dropped. */
  inputDropped: boolean;
}

const known = new Set(
  `error_id timestamp occurred_at observed_at sent_at layer component error_class severity severity_number message params
  params_redacted correlation_id span_id parent_span_id causation_id traceparent decision_id run_id agent_id tenant_id input_hash
  hash_alg hash_key_id input inputs raw_input exception_type exception_chain frames stacktrace fingerprint release environment
  engine_version envelope_version dataclassification context`.split(/\s+/),
);
const inputNames = ['input', 'inputs', 'raw_input'];
const earliestMs = Date.UTC(2000, 0, 1);
const aheadMs = 86_400_000;

/**
 * @param id The id of one that brings none.
 * @throws EnvelopeRefused where it cannot be kept.
 */
export function readEnvelope(raw: unknown, setting: EnvelopeSetting, id: () => string = newErrorId): ReadEnvelope {
  if (!isMap(raw)) throw new EnvelopeRefused('schema_invalid', 'an envelope must be a JSON object');
  checkDepth(raw);
  const { redactor, hasher, now } = setting;
  const safe = (text: string): string => redactor.text(text).text;
  const safeOrNull = (text: string | null): string | null => (text === null ? null : safe(text));
  const nowMs = now();
  const violations: string[] = [];
  const layer = layerIn(raw);
  const errorClass = classIn(raw, layer, violations);
  const trace = readTraceparent(textIn(raw, 'traceparent', 200));
  const { input, dropped } = takeInput(raw);
  const { inputHash, alg, keyId } = inputHashOf(raw, input, hasher);
  const contextGiven = isMap(raw['context']) ? { ...raw['context'] } : {};
  for (const name of inputNames) delete contextGiven[name];
  const others = Object.keys(raw).filter((name) => !known.has(name));
  const given = typeof raw['error_class'] === 'string' && raw['error_class'] !== errorClass ? { error_class_given: raw['error_class'].slice(0, 120) } : {}; // prettier-ignore
  const context = { ...contextGiven, ...given, ...Object.fromEntries(others.map((name) => [name, raw[name]])) };
  const occurredGiven = timeIn(raw, 'occurred_at') ?? timeIn(raw, 'timestamp');
  if (occurredGiven === null) throw new EnvelopeRefused('schema_invalid', 'timestamp is missing; it is required');
  const observed = timeIn(raw, 'observed_at') ?? nowMs;
  const fields = {
    errorId: errorIdIn(raw) ?? id(),
    occurredAt: plausible(occurredGiven, nowMs, violations),
    observedAt: observed >= earliestMs && observed <= nowMs + aheadMs ? observed : nowMs,
    layer,
    component: safe(requiredText(raw, 'component', 200)),
    errorClass,
    ...severityIn(raw),
    message: safe(requiredText(raw, 'message', 4000, true)),
    params: redactor.value(canonical(raw['params_redacted'] ?? raw['params'] ?? null)),
    correlationId: safeId(idIn(raw, 'correlation_id'), safe) ?? trace?.traceId ?? null,
    spanId: safeId(idIn(raw, 'span_id'), safe) ?? trace?.spanId ?? null,
    parentSpanId: safeId(idIn(raw, 'parent_span_id'), safe),
    causationId: safeId(idIn(raw, 'causation_id'), safe),
    decisionId: safeId(idIn(raw, 'decision_id'), safe),
    runId: safeId(idIn(raw, 'run_id'), safe),
    agentId: safeId(idIn(raw, 'agent_id'), safe),
    tenantId: safeId(idIn(raw, 'tenant_id'), safe),
    inputHash,
    hashAlg: alg,
    hashKeyId: keyId,
    ...exceptionIn(raw, safe),
    fingerprint: fingerprintIn(raw).map(safe),
    release: safeOrNull(textIn(raw, 'release', 200)),
    environment: safeOrNull(textIn(raw, 'environment', 100)),
    engineVersion: safeOrNull(textIn(raw, 'engine_version', 100)),
    envelopeVersion: versionIn(raw),
    dataClassification: safe(textIn(raw, 'dataclassification', 40) ?? 'internal'),
    context: redactor.value(canonical(context)),
    policyViolation: null,
  };
  const policyViolation = violations.length === 0 ? null : violations.join('; ');
  return { envelope: seal({ ...fields, policyViolation }), contentHash: contentHashOf(raw, hasher), inputDropped: dropped }; // prettier-ignore
}

/** 128 random bits. */
export const newErrorId = (): string => `err_${randomBytes(16).toString('hex')}`;

const safeId = (id: string | null, safe: (text: string) => string): string | null =>
  id === null || /^[0-9a-f-]{1,36}$/i.test(id) ? id : safe(id);

function errorIdIn(raw: Members): string | null {
  const id = textIn(raw, 'error_id', 64);
  if (id === null || /^err_([0-9a-f]{12}|[0-9a-f]{32})$/.test(id)) return id;
  throw new EnvelopeRefused('schema_invalid', 'error_id must be err_ and 32 hexadecimal digits (12 are taken from elsewhere)'); // prettier-ignore
}

function layerIn(raw: Members): ErrorLayer {
  const text = requiredText(raw, 'layer', 16);
  const layer = errorLayers.find((one) => one === text);
  if (layer === undefined) throw new EnvelopeRefused('schema_invalid', `layer must be one of ${errorLayers.join(', ')}`);
  return layer;
} // prettier-ignore

function classIn(raw: Members, layer: ErrorLayer, violations: string[]): string {
  const text = requiredText(raw, 'error_class', 200);
  if (text === otherClass) return text;
  if (familyOf(text) === null) {
    violations.push('its class is of none of infra.*, domain.*, system.*');
    return otherClass;
  }
  const violation = layerViolation(layer, text);
  if (violation !== null) violations.push(violation);
  return text;
}

function fingerprintIn(raw: Members): string[] {
  return listIn(raw, 'fingerprint', 10).map((part) => {
    if (typeof part === 'string' || typeof part === 'number') return String(part).slice(0, 200).toWellFormed();
    throw new EnvelopeRefused('schema_invalid', `fingerprint holds ${typeWords(part)}; it must be a list of texts`);
  });
}

function versionIn(raw: Members): string {
  const version = raw['envelope_version'];
  return typeof version === 'number' ? String(version) : (textIn(raw, 'envelope_version', 20) ?? '1.0');
}

/** A clock that is far off must not put an error where nobody looks. */
function plausible(at: number, nowMs: number, violations: string[]): number {
  if (at >= earliestMs && at <= nowMs + aheadMs) return at;
  violations.push(`its time ${new Date(Math.min(Math.max(at, -8.64e15), 8.64e15)).toISOString()} cannot be; the time of receipt stands for it`); // prettier-ignore
  return nowMs;
}

/** What should not have come: the input itself, at the top or in the context. */
function takeInput(raw: Members): { input: unknown; dropped: boolean } {
  const places = [raw, isMap(raw['context']) ? raw['context'] : {}];
  const found = places.flatMap((place) => inputNames.filter((name) => place[name] !== undefined).map((name) => place[name])); // prettier-ignore
  return { input: found[0], dropped: found.length > 0 };
}

function inputHashOf(raw: Members, input: unknown, hasher: InputHasher) {
  const given = textIn(raw, 'input_hash', 128);
  const [alg, keyId] = [textIn(raw, 'hash_alg', 40), idIn(raw, 'hash_key_id')];
  if (given === null && input === undefined) return { inputHash: null, alg: null, keyId: null };
  if (given !== null && !/^[0-9a-zA-Z:+/=_-]+$/.test(given)) throw new EnvelopeRefused('schema_invalid', 'input_hash is no hash'); // prettier-ignore
  // Keyed by its producer, under a key that is named: nobody can guess it, and it joins what they have.
  if (given !== null && alg !== null && /^hmac/i.test(alg) && keyId !== null) return { inputHash: given, alg, keyId };
  if (given !== null) return { inputHash: hasher.hash(given), alg: rehashAlg, keyId: hasher.keyId };
  const text = typeof input === 'string' ? input : JSON.stringify(canonical(input));
  return { inputHash: hasher.hash(text), alg: hashAlg, keyId: hasher.keyId };
}

function exceptionIn(raw: Members, safe: (text: string) => string): { exceptionChain: ExceptionLink[]; frame: string | null } {
  const links = listIn(raw, 'exception_chain', 20).flatMap((link): ExceptionLink[] => {
    // `ValueError: the message` and the like; messages may hold anything and are not kept.
    const type = typeof link === 'string' ? link : isMap(link) ? (textIn(link, 'type', 200, true) ?? '') : '';
    const module = isMap(link) ? textIn(link, 'module', 200, true) : null;
    const plain = type.split(/[:(\s]/, 1)[0]?.slice(0, 200) ?? '';
    return plain === '' ? [] : [{ type: safe(plain), module: module === null ? null : safe(module) }];
  });
  const first = textIn(raw, 'exception_type', 200, true);
  if (first !== null && links[0]?.type !== first) links.unshift({ type: safe(first), module: null });
  const frames = listIn(raw, 'frames', 100).flatMap((frame) => {
    if (!isMap(frame)) return [];
    const module = textIn(frame, 'module', 300, true);
    return module === null ? [] : [{ module, function: textIn(frame, 'function', 200, true) ?? '(anonymous)', inApp: frame['in_app'] !== false }];
  });
  const trace = raw['stacktrace'];
  const found = topFrame(frames.length > 0 ? frames : typeof trace === 'string' ? framesOfTrace(trace) : []);
  return { exceptionChain: links, frame: found === null ? null : safe(found) };
} // prettier-ignore

/** When it was passed on does not make another error of it. */
function contentHashOf(raw: Members, hasher: InputHasher): string {
  const { observed_at: _, sent_at: __, ...content } = raw;
  return hasher.hash(JSON.stringify(canonical(content))).slice(0, 32);
}
