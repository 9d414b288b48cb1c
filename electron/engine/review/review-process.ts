// The engine's side of a process that reads a bundle: starts it with little memory and none of our environment, passes
// questions on, and kills it when it does not answer. What is in the bundle it never touches itself.
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Moment } from '#shared/model/moment.ts';
import type { Proof } from '#shared/model/bundle/manifest.ts';
import { OpsError, type OpsErrorCode } from '#shared/model/ops-error.ts';
import { hashBundleBeside } from './hash-bundle.ts';
import type { FromReview, InspectedFacts, ToReview } from './messages.ts';

export interface ReviewProcess {
  facts: InspectedFacts;
  /** As AskReview, of this bundle. A feed is an async generator. */
  ask: (path: readonly string[], input: unknown, moment: Moment, signal: AbortSignal | undefined) => Promise<unknown>;
  pid: number | null;
  /** Ends the process; everything that waits is refused. */
  close: () => void;
}

export interface ReviewProcessOptions {
  /** The process's script; a bundled one in production. Default: its source. */
  entry?: string | undefined;
  onProof: (proof: Proof) => void;
  /** It ended otherwise than by `close`; in words why. */
  onEnd: (reason: string) => void;
  /** How long it may be silent before it is killed. Default: 30 s. */
  patienceMs?: number;
  signal?: AbortSignal | undefined;
}

const heapMb = 512;
const usualPatienceMs = 30_000;

/** Starts the process and waits until it has checked the bundle. @throws OpsError with the reason of a refusal. */
export function openReviewProcess(file: string, options: ReviewProcessOptions): Promise<ReviewProcess> {
  const { patienceMs = usualPatienceMs } = options;
  const child = launch(file, options.entry);
  const hashing = hashBundleBeside(file, (message) => void (child.connected && child.send(message, () => undefined)));
  const questions = createQuestions((message) => void (child.connected && child.send(message, () => undefined)));
  let closed = false;
  let why = '';
  let waiting: NodeJS.Timeout;
  const expect = (): void => {
    clearTimeout(waiting);
    waiting = setTimeout(() => kill(`it did not answer for ${patienceMs / 1000} s and was ended`), patienceMs);
  };
  const kill = (reason: string): void => {
    why ||= reason;
    child.kill('SIGKILL');
  };
  // Silence between questions is usual, so it is asked whether it is there.
  const asking = setInterval(() => void (child.connected && child.send({ kind: 'ping' } satisfies ToReview, () => undefined)), patienceMs / 10); // prettier-ignore
  expect();
  return new Promise((resolve, reject) => {
    options.signal?.addEventListener('abort', () => kill('it was not waited for any longer'), { once: true });
    child.on('message', (message: FromReview) => {
      expect();
      if (message.kind === 'inspected') {
        const { kind: _kind, ...facts } = message;
        resolve({
          facts,
          ask: questions.ask,
          pid: child.pid ?? null,
          close: () => {
            closed = true;
            child.kill('SIGKILL');
          },
        });
      } else if (message.kind === 'refused' && message.id === null) {
        why ||= message.message;
        reject(new OpsError(message.code, message.message));
      } else if (message.kind === 'proof') options.onProof(message.proof);
      else if (message.kind !== 'pong') questions.take(message);
    });
    const end = (how: string): void => {
      clearTimeout(waiting);
      clearInterval(asking);
      hashing.stop();
      const reason = why === '' ? `The process that reads the bundle ended: ${how}` : `The process that reads the bundle ended: ${why}`; // prettier-ignore
      reject(new OpsError('unavailable', reason));
      questions.close(closed ? 'The review was closed.' : reason);
      if (!closed) options.onEnd(reason);
    };
    child.once('error', (error) => end(error.message));
    // What it said last is all that is known of a defect of ours in there; it is bounded, as it may be about foreign content.
    let lastWords = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (lastWords = (lastWords + text).slice(-2000)));
    child.once('close', (code, signal) => end(`${howItEnded(code, signal)}${errorIn(lastWords)}`));
  });
}

/** The line that names an error, of what Node writes at an exception that nothing caught. */
function errorIn(words: string): string {
  const named = words.split('\n').find((line) => /^\w*Error\b/.test(line));
  return named === undefined ? '' : `: ${named.slice(0, 200)}`;
}

/** V8 aborts a process whose heap is full. */
function howItEnded(code: number | null, signal: string | null): string {
  if (signal === 'SIGABRT' || code === 134) return `it needed more than ${heapMb} MiB of memory`;
  return signal === null ? `exit code ${code}` : `signal ${signal}`;
}

/** Built, all processes and their parts are in folders beside the one of the engine. */
const isSource = import.meta.url.endsWith('.ts');
const entryHere = isSource ? './review-host.ts' : '../engine/review-host.js';
/** It closes the network of that process before anything else runs in it. */
const noNetwork = new URL(isSource ? './no-network.ts' : '../engine/no-network.js', import.meta.url);

function launch(file: string, entry = fileURLToPath(new URL(entryHere, import.meta.url))): ChildProcess {
  // Nothing of ours: tokens and passwords are in an environment. Inside Electron the executable is a browser otherwise.
  const env: Record<string, string> = process.versions['electron'] === undefined ? {} : { ELECTRON_RUN_AS_NODE: '1' };
  const execArgv = [`--max-old-space-size=${heapMb}`, ...confined()];
  return fork(entry, [file], {
    env,
    execArgv,
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
}

/**
 * Node's own limits: nothing is written and no program is started; the database library is a native addon. Older ones, as the
 * one in Electron, know them by another name. Only newer ones know the network too, so that it is closed from inside besides.
 */
function confined(): string[] {
  const limits = process.allowedNodeEnvironmentFlags.has('--permission') ? '--permission' : '--experimental-permission';
  const allowed = ['--allow-fs-read=*', '--allow-addons'];
  return [limits, ...allowed, '--disable-warning=SecurityWarning', '--import', noNetwork.href];
}

interface Waiting {
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
  feed: Feed | null;
}
interface Feed {
  push: (value: unknown) => void;
  end: (error: OpsError | null) => void;
}
type Answer = Exclude<FromReview, { kind: 'inspected' | 'proof' | 'pong' }>;

/** Questions by number; each is settled once, and stopped when nobody wants it. */
function createQuestions(tell: (message: ToReview) => void) {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let gone: OpsError | null = null;
  const settle = (id: number, error: OpsError | null): void => {
    const found = waiting.get(id);
    waiting.delete(id);
    found?.feed?.end(error);
    if (error !== null) found?.reject(error);
  };
  const stop = (id: number): void => {
    if (waiting.has(id)) tell({ kind: 'stop', id });
    settle(id, null);
  };
  return {
    ask: async (
      path: readonly string[],
      input: unknown,
      moment: Moment,
      signal: AbortSignal | undefined,
    ): Promise<unknown> => {
      // prettier-ignore
      signal?.throwIfAborted();
      if (gone !== null) throw gone;
      const id = ++lastId;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject, feed: null });
        signal?.addEventListener(
          'abort',
          () => {
            stop(id);
            reject(signal.reason as Error);
          },
          { once: true },
        );
        tell({ kind: 'ask', id, path, input, moment });
      });
    },
    take: (message: Answer): void => {
      if (message.id === null) return;
      const { id } = message;
      const found = waiting.get(id);
      if (found === undefined) return;
      if (message.kind === 'answered') {
        waiting.delete(id);
        found.resolve(message.value);
      } else if (message.kind === 'begun') {
        const feed = createIncoming(() => stop(id));
        found.feed = feed;
        found.resolve(feed.messages);
      } else if (message.kind === 'next') found.feed?.push(message.value);
      else
        settle(
          id,
          message.kind === 'refused' ? new OpsError(message.code satisfies OpsErrorCode, message.message) : null,
        );
    },
    close: (reason: string): void => {
      gone = new OpsError('unavailable', reason);
      for (const id of waiting.keys()) settle(id, gone);
    },
  };
}

/** A feed that comes in: what was not taken yet waits, as there is only a snapshot of a past moment. */
function createIncoming(onStop: () => void): Feed & { messages: AsyncGenerator<unknown, void> } {
  const queue: unknown[] = [];
  let ended: { error: OpsError | null } | null = null;
  let wake = (): void => undefined;
  async function* messages(): AsyncGenerator<unknown, void> {
    try {
      for (;;) {
        while (queue.length > 0) yield queue.shift();
        if (ended !== null) {
          if (ended.error !== null) throw ended.error;
          return;
        }
        await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      if (ended === null) onStop();
    }
  }
  return {
    messages: messages(),
    push: (value) => {
      queue.push(value);
      wake();
    },
    end: (error) => {
      ended ??= { error };
      wake();
    },
  };
}
