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
/** A command that was named is not run twice to find out whether it is there; one that says nothing for so long is taken to run. */
const firstWordsMs = 1500;
/** Has a shell end at once: only how it ends tells that it is there, as nothing is told when one begins. */
const endAtOnce = ['-c', 'exit 0'];
/** Slow machines need seconds to begin a process. */
const endMs = 30_000;
const saidLimitChars = 4096;

/** @throws OpsError `not_found` where there is no such pod, container or command, `denied`, or why it cannot be done. */
export async function execInPod(
  changer: Pick<ClusterChanger, 'socket'>,
  place: PodPlace,
  asked: ExecRequest,
): Promise<ExecSession> {
  if (asked.argv !== null) return openNamed(changer, place, asked.argv, asked);
  for (const argv of shells) {
    if (await isThere(changer, place, argv, asked.signal)) return sessionOf(await begin(changer, place, argv, asked));
  }
  const tried = shells.map((argv) => argv.join(' ')).join(', ');
  throw new OpsError('not_found', `There is no shell in this container; tried ${tried}.`);
}

/** Whether a container has a shell, by the status that its end brings. @throws OpsError `timed_out`, or why that cannot be told. */
async function isThere(
  changer: Pick<ClusterChanger, 'socket'>,
  place: PodPlace,
  shell: readonly string[],
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const path = execPath(place, [...shell, ...endAtOnce], ['stdout', 'stderr']);
  const channels = podChannels(await changer.socket(path, protocols, signal));
  try {
    const end = await within(endOf(channels), endMs);
    if (end === null) throw new OpsError('timed_out', `No terminal was opened: whether there is a ${shell.join(' ')} was not told within ${endMs / 1000} s`); // prettier-ignore
    const { said, status } = end;
    signal?.throwIfAborted();
    if (status === null) throw new OpsError('unavailable', 'No terminal was opened: the connection was lost');
    if (saysNoSuchCommand(status.words) || saysNoSuchCommand(said)) return false;
    if (!status.ran) throw new OpsError('unavailable', `No terminal was opened: ${status.words}`);
    // Some runtimes tell by these alone what could not be begun; a shell that is there ends with 0.
    return status.code !== 126 && status.code !== 127;
  } finally {
    channels.close();
  }
}

/** What a command said, cut, and how it ended; a null status where the connection ended without one. */
async function endOf(channels: PodChannels): Promise<{ said: string; status: ReturnType<typeof statusOf> | null }> {
  let said = '';
  for await (const { channel: from, bytes } of channels.messages) {
    if (bytes.length === 0) continue;
    if (from === channel.status) return { said, status: statusOf(bytes) };
    said = (said + bytes.toString('utf8')).slice(0, saidLimitChars);
  }
  return { said, status: null };
}

interface Begun {
  channels: PodChannels;
  argv: readonly string[];
  messages: AsyncIterator<PodMessage>;
  first: Promise<IteratorResult<PodMessage, undefined>>;
}

async function begin(
  changer: Pick<ClusterChanger, 'socket'>,
  place: PodPlace,
  argv: readonly string[],
  { cols, rows, signal }: ExecRequest,
): Promise<Begun> {
  const socket = await changer.socket(execPath(place, argv, ['stdin', 'stdout', 'tty']), protocols, signal);
  const channels = podChannels(socket);
  const messages = channels.messages[Symbol.asyncIterator]();
  await sendSize(channels, cols, rows);
  return { channels, argv, messages, first: nextWithWords(messages) };
}

/** @throws OpsError `not_found` where there is no such command. */
async function openNamed(
  changer: Pick<ClusterChanger, 'socket'>,
  place: PodPlace,
  argv: readonly string[],
  asked: ExecRequest,
): Promise<ExecSession> {
  const begun = await begin(changer, place, argv, asked);
  const { channels, first } = begun;
  const heard = await within(first, firstWordsMs);
  const refusal = heard?.done === false ? refusalIn(heard.value) : null;
  if (refusal !== null) {
    channels.close();
    if (saysNoSuchCommand(refusal)) throw new OpsError('not_found', `There is no such command in this container; tried ${argv.join(' ')}.`); // prettier-ignore
    throw new OpsError('unavailable', `No terminal was opened: ${refusal}`);
  }
  return sessionOf(begun);
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

function execPath({ namespace, pod, container }: PodPlace, argv: readonly string[], wanted: readonly string[]): string {
  const query = new URLSearchParams(wanted.map((name): [string, string] => [name, 'true']));
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

function sessionOf({ channels, argv, messages, first }: Begun): ExecSession {
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
