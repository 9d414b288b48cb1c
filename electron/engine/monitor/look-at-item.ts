// One item of a plan, looked at as often as its retry allows, its answer put into words that may be kept: secrets are
// replaced here, before anything reaches the record or a screen.
import type { PlanItem } from '#shared/model/plan.ts';
import type { Json } from '#shared/model/facts.ts';
import type { Outcome } from '#shared/model/outcome.ts';
import { evidenceLimitBytes, type Attempt, type Evidence, type ItemResult, type Tick } from '#shared/model/run.ts';
import type { Probe, ProbeContext, RawEvidence } from '../probes/probe.ts';
import type { Redactor } from '../redact/redact.ts';
import { attempt, unseen, type Answer, type Heard } from './attempt.ts';
import { keptFacts } from './kept-facts.ts';

/** A result before it is given to a run. `digest` is that of the item it was judged against. */
export type Seen = Omit<ItemResult, 'runId'> & { digest: string };

/** What may be kept of a look: secrets replaced; and the same as JSON, which is written once, with the id of its span. */
export interface KeptLook {
  seen: Seen;
  json: string;
}

/** What an item came to. */
export interface Looked {
  item: PlanItem;
  /** Never throws. What is short is judged, and made, when it is first asked for: many in a row cost half of one between each two requests. */
  kept: () => KeptLook;
}

export interface LookOptions {
  item: PlanItem;
  probe: Probe;
  /** Variables replaced, checked by the probe's schema. */
  params: Record<string, Json>;
  signal: AbortSignal;
  context: Omit<ProbeContext, 'cutoff' | 'span'>;
  /** See ProbeContext. */
  span?: ProbeContext['span'];
  redactor: Redactor;
  /** Waits; resolves early when the signal aborts. */
  delay: (ms: number, signal: AbortSignal) => Promise<void>;
  onAttempt: (attempt: number, state: 'looking' | 'backing_off') => void;
  onDefect: (error: unknown) => string;
}

/** Looks until an attempt passes or none is left; the last attempt is the result. Never rejects. */
export async function lookAtItem(options: LookOptions): Promise<Looked> {
  const { item, signal, context } = options;
  const startedAt = Math.round(context.now());
  const began = context.elapsedMs();
  const tries: Try[] = [];
  let heard: Heard;
  try {
    for (;;) {
      options.onAttempt(tries.length + 1, 'looking');
      const triedAt = Math.round(context.now());
      const tryBegan = context.elapsedMs();
      heard = await attempt(options);
      tries.push({ startedAt: triedAt, durationMs: micros(context.elapsedMs() - tryBegan), answer: heard.answer });
      if (tries.length >= item.attempts || ['pass', 'cancelled'].includes(heard.answer().outcome)) break;
      options.onAttempt(tries.length + 1, 'backing_off');
      await options.delay(item.backoffMs, signal);
      if (signal.aborted) {
        heard = { ...heard, answer: cancelledAfter(heard.answer()) };
        break;
      }
    }
  } catch (error) {
    return lookFailed(options, error, startedAt);
  }
  const durationMs = micros(context.elapsedMs() - began);
  const looked = lookedAt({ answer: heard.answer, tries, startedAt, durationMs }, options);
  // What may be large is put into words in its own time: many in a row would hold up the loop.
  if (!heard.isLater) looked.kept();
  return looked;
}

function lookedAt(seen: Look, options: LookOptions): Looked {
  let look: Look | null = seen;
  let kept: KeptLook;
  return {
    item: options.item,
    kept: () => {
      if (look !== null) kept = keptOrDefect(look, options);
      // What was seen may be large.
      look = null;
      return kept;
    },
  };
}

/** The result of a look that something kept from being made, or a defect. */
export function lookFailed(
  { item, redactor, onDefect }: Pick<LookOptions, 'item' | 'redactor' | 'onDefect'>,
  error: unknown,
  at: number,
): Looked {
  const { outcome, reason } = unseen(error, onDefect);
  return withoutLook(item, outcome, redactor.text(reason).text, at);
}

type Try = Pick<Attempt, 'startedAt' | 'durationMs'> & { answer: () => Answer };
type Look = Pick<Seen, 'startedAt' | 'durationMs'> & { answer: () => Answer; tries: readonly Try[] };

const cancelledAfter = (last: Answer) => (): Answer => ({
  ...last,
  outcome: 'cancelled',
  reason: `cancelled between attempts; the last one: ${last.reason}`,
});

/** What was seen and cannot be kept proves nothing, whatever it was judged to be. */
function keptOrDefect(look: Look, options: LookOptions): KeptLook {
  try {
    return keptOf(look, options);
  } catch (error) {
    const reason = `what was seen could not be kept (a defect; see ${options.onDefect(error)} in the log)`;
    const { seen, json } = withoutLook(options.item, 'error', reason, look.startedAt).kept();
    return { seen, json: `{${spanMember(options.span)}${json.slice(1)}` };
  }
}

const attemptOf = ({ startedAt, durationMs, answer }: Try): Attempt => {
  const { outcome, reason } = answer();
  return { startedAt, durationMs, outcome, reason };
};

const spanMember = (span: LookOptions['span']): string => (span === undefined ? '' : `"spanId":"${span.spanId}",`);

function keptOf(look: Look, { item, params, span, redactor }: LookOptions): KeptLook {
  const answer = look.answer();
  const found: Found = {
    outcome: answer.outcome,
    reason: redactor.text(answer.reason).text,
    checks: redactor.value(answer.checks as Json) as ItemResult['checks'],
    facts: redactor.value(keptFacts(answer.facts, answer.evidence?.text ?? null)) as ItemResult['facts'],
    attempts: redactor.value(look.tries.map(attemptOf) as Json) as ItemResult['attempts'],
    startedAt: look.startedAt,
    durationMs: look.durationMs,
    evidence: answer.evidence && keep(answer.evidence, redactor),
    tick: null,
  };
  const fixed = fixedPart(item, params, redactor);
  return {
    seen: { ...fixed.value, ...found },
    json: `{${spanMember(span)}${fixed.json},${JSON.stringify(found).slice(1)}`,
  };
}

type Fixed = ReturnType<typeof identity> & Pick<Seen, 'params'>;
/** What differs from look to look. */
type Found = Omit<Seen, keyof Fixed>;

interface FixedPart {
  value: Fixed;
  /** Without its braces. */
  json: string;
}
const fixedParts = new WeakMap<Record<string, Json>, { item: PlanItem; learned: number; part: FixedPart }>();

/** What is the same in every look with the same parameters, which are one object in every run unless they hold variables. */
function fixedPart(item: PlanItem, params: Record<string, Json>, redactor: Redactor): FixedPart {
  const known = fixedParts.get(params);
  const learned = redactor.learned();
  if (known?.item === item && known.learned === learned) return known.part;
  const value: Fixed = { ...identity(item), params: redactor.value(params) as ItemResult['params'] };
  const part = { value, json: JSON.stringify(value).slice(1, -1) };
  fixedParts.set(params, { item, learned, part });
  return part;
}

/** A clock of a millionth of a second is finer than what is measured with it. */
const micros = (ms: number): number => Math.round(ms * 1000) / 1000;

/** The result of an item nobody looked at, and why; or of a manual one, where a person's tick is the look. */
export function withoutLook(
  item: PlanItem,
  outcome: Outcome,
  reason: string,
  at: number,
  tick: Tick | null = null,
): Looked {
  const seen: Seen = {
    ...identity(item),
    outcome,
    reason,
    checks: item.expectations.map((expectation) => ({ text: expectation.text, met: null })),
    facts: {},
    params: {},
    attempts: [],
    startedAt: at,
    durationMs: 0,
    evidence: null,
    tick,
  };
  let kept: KeptLook | undefined;
  return { item, kept: () => (kept ??= { seen, json: JSON.stringify(seen) }) };
}

const identity = (item: PlanItem) => ({
  phaseId: item.phaseId,
  itemId: item.id,
  title: item.title,
  kind: item.kind,
  digest: item.digest,
});

/** Redacts first and cuts then: a secret that straddles the cut would otherwise be kept in half. */
function keep(raw: RawEvidence, redactor: Redactor): Evidence {
  // What is far beyond the limit cannot be kept and need not be searched for secrets.
  const { text, redactions } = redactor.text(raw.text.slice(0, evidenceLimitBytes * 2));
  const bytes = Buffer.byteLength(text);
  const kept = bytes <= evidenceLimitBytes ? text : cutToBytes(text, evidenceLimitBytes);
  return { mediaType: raw.mediaType, text: kept, sizeBytes: raw.sizeBytes, truncated: kept !== text || raw.text.length > evidenceLimitBytes * 2, redactions }; // prettier-ignore
}

/** At most `limit` bytes of UTF-8, never half a character. */
function cutToBytes(text: string, limit: number): string {
  const cut = Buffer.from(text).subarray(0, limit);
  return new TextDecoder('utf-8').decode(cut, { stream: true });
}
