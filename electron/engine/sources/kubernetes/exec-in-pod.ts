// Runs a command in a container of a pod with a terminal of its own, over the channels that the API server has for it:
// 0 in, 1 out, 2 err, 3 how it ended, 4 its size. https://kubernetes.io/docs/reference/generated/ (v4 and v5 protocols)
import { z } from 'zod';
import { OpsError } from '#shared/model/ops-error.ts';
import {
  saysNoSuchCommand,
  shells,
  within,
  type ExecExit,
  type ExecRequest,
  type ExecSession,
} from '../exec-session.ts';
import type { ClusterChanger } from './change-cluster.ts';
import { podChannels, type PodChannels, type PodMessage } from './pod-channels.ts';

export interface PodPlace {
  namespace: string;
  pod: string;
  /** null for the pod's first. */
  container: string | null;
}

const channel = { in: 0, out: 1, err: 2, status: 3, size: 4 };
const protocols = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];
/** A shell says something at once; one that does not is taken to run. */
const firstWordsMs = 1500;

/** @throws OpsError `not_found` where there is no such pod, container or command, `denied`, or why it cannot be done. */
export async function execInPod(
  changer: Pick<ClusterChanger, 'socket'>,
  place: PodPlace,
  asked: ExecRequest,
): Promise<ExecSession> {
  const candidates = asked.argv === null ? shells : [asked.argv];
  for (const argv of candidates) {
    const session = await begin(changer, place, argv, asked);
    if (session !== null) return session;
  }
  const tried = candidates.map((argv) => argv.join(' ')).join(', ');
  throw new OpsError(
    'not_found',
    `There is ${asked.argv === null ? 'no shell' : 'no such command'} in this container; tried ${tried}.`,
  );
}

/** null where there is no such command. */
async function begin(
  changer: Pick<ClusterChanger, 'socket'>,
  place: PodPlace,
  argv: readonly string[],
  { cols, rows, signal }: ExecRequest,
): Promise<ExecSession | null> {
  const socket = await changer.socket(execPath(place, argv), protocols, signal);
  const channels = podChannels(socket);
  const messages = channels.messages[Symbol.asyncIterator]();
  await sendSize(channels, cols, rows);
  const first = nextWithWords(messages);
  const heard = await within(first, firstWordsMs);
  const refusal = heard?.done === false ? refusalIn(heard.value) : null;
  if (refusal !== null) {
    channels.close();
    if (saysNoSuchCommand(refusal)) return null;
    throw new OpsError('unavailable', `No terminal was opened: ${refusal}`);
  }
  return sessionOf(channels, argv, messages, first);
}

/** Some runtimes refuse by the status, others as if the command had said it. */
function refusalIn({ channel: from, bytes }: PodMessage): string | null {
  if (from === channel.status) {
    const { ran, words } = statusOf(bytes);
    return ran ? null : words;
  }
  const said = bytes.toString('utf8');
  return saysNoSuchCommand(said) ? said : null;
}

function execPath({ namespace, pod, container }: PodPlace, argv: readonly string[]): string {
  const query = new URLSearchParams({ stdin: 'true', stdout: 'true', tty: 'true' });
  if (container !== null) query.set('container', container);
  for (const word of argv) query.append('command', word);
  return `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/exec?${query.toString()}`;
}

/** Servers open with an empty message on each channel, which says nothing. */
async function nextWithWords(messages: AsyncIterator<PodMessage>): Promise<IteratorResult<PodMessage, undefined>> {
  for (;;) {
    const next = await messages.next();
    if (next.done === true) return { done: true, value: undefined };
    if (next.value.bytes.length > 0) return next;
  }
}

function sessionOf(
  channels: PodChannels,
  argv: readonly string[],
  messages: AsyncIterator<PodMessage>,
  first: Promise<IteratorResult<PodMessage, undefined>>,
): ExecSession {
  let closed = false;
  const told = Promise.withResolvers<ExecExit>();
  const lost: ExecExit = { code: null, reason: 'the connection was lost; it may still run' };

  async function* output(): AsyncGenerator<Uint8Array, void> {
    for (let next = await first; next.done !== true; next = await nextWithWords(messages)) {
      const { channel: from, bytes } = next.value;
      if (from === channel.out || from === channel.err) yield bytes;
      if (from === channel.status) {
        const { code, words } = statusOf(bytes);
        told.resolve({ code, reason: code === null ? words : '' });
      }
    }
    told.resolve(closed ? { code: null, reason: 'it was closed from here' } : lost);
  }

  return {
    argv,
    write: (bytes) => channels.send(channel.in, bytes),
    resize: (cols, rows) => sendSize(channels, cols, rows),
    output: output(),
    exit: told.promise,
    close: () => {
      if (closed) return;
      closed = true;
      channels.close();
      told.resolve({ code: null, reason: 'it was closed from here' });
    },
  };
}

function sendSize(channels: PodChannels, cols: number, rows: number): Promise<void> {
  return channels.send(channel.size, Buffer.from(JSON.stringify({ Width: cols, Height: rows })));
}

const statusSchema = z.looseObject({
  status: z.string().default(''),
  message: z.string().default(''),
  reason: z.string().default(''),
  details: z
    .looseObject({
      causes: z.array(z.looseObject({ reason: z.string().default(''), message: z.string().default('') })).default([]),
    })
    .optional(),
});

/** `ran` false: the command was never begun. */
function statusOf(bytes: Buffer): { ran: boolean; code: number | null; words: string } {
  const text = bytes.toString('utf8');
  let status: z.infer<typeof statusSchema>;
  try {
    status = statusSchema.parse(JSON.parse(text));
  } catch {
    return { ran: false, code: null, words: text.slice(0, 300) };
  }
  if (status.status === 'Success') return { ran: true, code: 0, words: '' };
  const cause = status.details?.causes.find(({ reason }) => reason === 'ExitCode');
  const code = cause && /^\d+$/.test(cause.message) ? Number(cause.message) : null;
  // A command that is not there ends some runtimes' exec with 126 or 127 and their own words.
  const begun = code !== null && !saysNoSuchCommand(status.message);
  return { ran: begun, code: begun ? code : null, words: status.message };
}
