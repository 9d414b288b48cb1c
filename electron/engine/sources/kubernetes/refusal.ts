// An answer of the API server that is not what was asked for, as the follower has to understand it.
import { z } from 'zod';
import type { Opened } from './cluster-client.ts';

export interface Refusal {
  status: number;
  /** The server's own words, and the status. */
  words: string;
  retryAfterMs: number | null;
}

const statusSchema = z.looseObject({ kind: z.literal('Status'), message: z.string().default(''), code: z.number().default(0), reason: z.string().default('') }); // prettier-ignore
const wordsLimit = 300;

export async function refusalOf(answer: Opened): Promise<Refusal> {
  const { status, retryAfterMs } = answer;
  let said = '';
  try {
    said = saidIn(await answer.text(256 * 1024));
  } catch {
    // The status is known; that its explanation was cut changes nothing.
    said = '';
  }
  const redirect = status >= 300 && status < 400 ? ' (a redirect, which is not followed)' : '';
  return { status, words: `HTTP ${status}${redirect}${said === '' ? '' : `: ${said}`}`, retryAfterMs };
}

/** The Status that an ERROR event of a watch carries. */
export function refusalOfEvent(object: unknown): Refusal {
  const parsed = statusSchema.safeParse(object);
  if (!parsed.success) return { status: 500, words: 'an error that cannot be read', retryAfterMs: null };
  const { code, message, reason } = parsed.data;
  const status = code === 0 && /^(Expired|Gone)$/.test(reason) ? 410 : code || 500;
  return { status, words: `${status}: ${message.slice(0, wordsLimit)}`, retryAfterMs: null };
}

function saidIn(body: string): string {
  try {
    return statusSchema.parse(JSON.parse(body)).message.slice(0, wordsLimit);
  } catch {
    // Not the API's own words: an HTML page of something between, which says nothing to people.
    return '';
  }
}
