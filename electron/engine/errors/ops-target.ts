// What machines may ask of the engine over HTTP, without HTTP itself: envelopes in, log records of OpenTelemetry in, and the
// summary of failures out. Whoever hosts the server checks the token and reads the body.
import { infraSummary } from '#shared/model/errors/infra-summary.ts';
import { hourMs } from '#shared/model/errors/group-state.ts';
import { correlationScope } from '../correlation/scope.ts';
import { readTraceparent } from '../correlation/traceparent.ts';
import type { Redactor } from '../redact/redact.ts';
import type { GroupBoard } from './group-board.ts';
import type { Ingest, IngestReport, Sent } from './ingest.ts';
import type { InputHasher } from './input-hash.ts';
import { sentOfText } from './jsonl.ts';
import { isMap } from './read-fields.ts';
import { sentOfOtlp } from './otlp.ts';
import { EnvelopeRefused } from './refusal.ts';

export interface OpsAnswer {
  status: number;
  body: unknown;
  /** Come again after so many seconds. */
  retryAfterSeconds?: number;
}

export interface OpsPost {
  /** `lines`: one JSON object a line. */
  form: 'json' | 'lines';
  text: string;
  traceparent?: string | undefined;
}

export interface OpsTarget {
  /** What a caller must bring. */
  token: string;
  /** The console is reached at this address; null when it is not any more. */
  servedAt: (address: string | null) => void;
  /** One envelope, a list of them, or lines. */
  errors: (post: OpsPost) => Promise<OpsAnswer>;
  /** A message of OTLP/HTTP, as JSON. */
  logs: (post: OpsPost) => Promise<OpsAnswer>;
  infraSummary: (hours: string | null) => OpsAnswer;
  /** What was refused before it could be read. */
  refused: (way: 'http' | 'otlp', refusal: EnvelopeRefused) => Promise<void>;
}

export interface OpsTargetOptions {
  token: string;
  ingest: Ingest;
  board: Pick<GroupBoard, 'activeIncidents'>;
  hasher: InputHasher;
  redactor: Pick<Redactor, 'text'>;
  now: () => number;
  servedAt: (address: string | null) => void;
}

const mostEnvelopes = 5000;
const mostHours = 24 * 90;
const retryAfterSeconds = 2;

export function createOpsTarget(options: OpsTargetOptions): OpsTarget {
  const { token, ingest, board, hasher, redactor, now, servedAt } = options;
  const within = async (component: string, traceparent: string | undefined, work: () => Promise<OpsAnswer>): Promise<OpsAnswer> =>
    correlationScope({ component, now, trace: readTraceparent(traceparent) }, work);
  const refused: OpsTarget['refused'] = async (way, refusal) => {
    await ingest.take([{ refused: refusal, excerpt: '' }], { ingest: way });
  };
  const refuse = async (way: 'http' | 'otlp', refusal: EnvelopeRefused): Promise<OpsAnswer> => {
    await refused(way, refusal);
    return { status: refusal.reason === 'too_large' ? 413 : 400, body: { code: 3, message: refusal.message } };
  };

  return {
    token,
    servedAt,
    refused,
    errors: (post) =>
      within('errors.http', post.traceparent, async () => {
        let sent: Sent[];
        try {
          sent = sentOfPost(post, redactor);
        } catch (error) {
          if (error instanceof EnvelopeRefused) return await refuse('http', error);
          throw error;
        }
        return errorsAnswer(await ingest.take(sent, { ingest: 'http' }));
      }),
    logs: (post) =>
      within('errors.otlp', post.traceparent, async () => {
        let sent: Sent[];
        try {
          sent = sentOfOtlp(parsed(post.text), (text) => `err_${hasher.hash(text).slice(0, 32)}`, now);
        } catch (error) {
          if (error instanceof EnvelopeRefused) return await refuse('otlp', error);
          throw error;
        }
        return logsAnswer(await ingest.take(sent, { ingest: 'otlp' }));
      }),
    infraSummary: (hours) => {
      const asked = hours === null ? 24 : /^\d{1,4}$/.test(hours) ? Number(hours) : 0;
      if (asked < 1 || asked > mostHours) return { status: 400, body: { message: `hours must be a whole number from 1 to ${mostHours}` } };
      const toMs = now();
      const fromMs = toMs - asked * hourMs;
      return { status: 200, body: infraSummary(board.activeIncidents(fromMs, toMs), fromMs, toMs) };
    },
  };
} // prettier-ignore

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new EnvelopeRefused('schema_invalid', 'the body is no JSON');
  }
}

function sentOfPost({ form, text, traceparent }: OpsPost, redactor: Pick<Redactor, 'text'>): Sent[] {
  if (form === 'lines') return limited(sentOfText(text, redactor));
  const value = parsed(text);
  if (Array.isArray(value)) return limited(value.map((one: unknown) => ({ value: one })));
  // A single error belongs to the request that it is sent in, unless it names another errand itself.
  const one = isMap(value) && traceparent !== undefined && value['traceparent'] === undefined ? { ...value, traceparent } : value; // prettier-ignore
  return [{ value: one }];
}

function limited(sent: Sent[]): Sent[] {
  if (sent.length <= mostEnvelopes) return sent;
  throw new EnvelopeRefused('too_large', `${sent.length} envelopes came at once; at most ${mostEnvelopes} are taken`);
}

function errorsAnswer(report: IngestReport): OpsAnswer {
  const { outcomes, problems, sent } = report;
  const body = { sent, ...outcomes, problems };
  if (outcomes.queue_overflow > 0 || outcomes.internal_error > 0) return { status: 503, body, retryAfterSeconds };
  const taken = outcomes.accepted + outcomes.duplicate;
  if (taken === 0 && sent > 0) return { status: outcomes.conflict > 0 ? 409 : outcomes.too_large > 0 ? 413 : 400, body };
  return { status: 200, body };
} // prettier-ignore

/** As OTLP has it: an empty object for all, `partialSuccess` with a count as text for some or none. */
function logsAnswer({ outcomes, problems }: IngestReport): OpsAnswer {
  if (outcomes.queue_overflow > 0 || outcomes.internal_error > 0) {
    return { status: 503, body: { code: 14, message: problems[0]?.message ?? 'try again' }, retryAfterSeconds };
  }
  const rejected = outcomes.schema_invalid + outcomes.too_large + outcomes.conflict;
  if (rejected === 0) return { status: 200, body: {} };
  const words = [...new Set(problems.map(({ message }) => message))].slice(0, 3).join('; ');
  return { status: 200, body: { partialSuccess: { rejectedLogRecords: String(rejected), errorMessage: words } } };
}
