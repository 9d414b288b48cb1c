// Reads one stream into its queue for as long as the log is open: through ends, restarts and lost connections, without
// reading a line twice, and with a mark where some may be missing.
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import type { LogStreamState } from '#shared/model/log-lines.ts';
import { assembleLines, type RawLine } from './assemble-lines.ts';
import type { LineQueue, Mark } from './line-queue.ts';
import type { MergedStream } from './merge-streams.ts';
import type { LogOrigin } from './origin.ts';
import { readFrames } from './read-frames.ts';
import { createResumePoint } from './resume-point.ts';
import type { Stamp } from './log-stamp.ts';

export interface StreamTiming {
  /** A reading that brings nothing for this long has read what was there before. */
  quietMs: number;
  /** After an end, until it is asked whether it goes on. */
  settleMs: number;
  backOffMs: { first: number; longest: number };
}
export const usualStreamTiming: StreamTiming = {
  quietMs: 250,
  settleMs: 300,
  backOffMs: { first: 500, longest: 5000 },
};

export interface StreamOptions {
  number: number;
  origin: LogOrigin;
  queue: LineQueue;
  from: Stamp | null;
  tail: number | null;
  /** It came after the log was opened. */
  joined: boolean;
  now: () => number;
  elapsedMs: () => number;
  timing?: StreamTiming;
  /** Something was put into the queue, or the state is another. */
  onChange: () => void;
}

export interface FollowedStream extends MergedStream {
  name: () => string;
  state: () => { state: LogStreamState; reason: string };
  /** Who it is now; null: it is gone. */
  update: (origin: LogOrigin | null) => void;
  /** The system it comes from is live again: no need to wait for the next try. */
  retry: () => void;
  /** The queue has room again. */
  drained: () => void;
  close: () => void;
}

export function followStream(options: StreamOptions): FollowedStream {
  const { queue, now, elapsedMs, timing = usualStreamTiming } = options;
  const resume = createResumePoint();
  const closing = new AbortController();
  let origin = options.origin;
  let gone = false;
  /** The run that is or was read last. */
  let run: string | null = null;
  let told: { state: LogStreamState; reason: string } = { state: 'connecting', reason: '' };
  let caughtUp = false;
  /** What was read last was written before it was asked for. */
  let isOld = false;
  let lastStamp: Stamp = { at: now(), nanos: 0 };
  let wake = (): void => undefined;
  let room = (): void => undefined;

  const say = (state: LogStreamState, reason = ''): void => {
    told = { state, reason };
    options.onChange();
  };
  const mark = (kind: Mark['kind'], words: string): void => {
    // A mark has the time of what it follows: it stands where it belongs, whatever our own clock says.
    queue.push({ kind, ...lastStamp, arrivedMs: elapsedMs(), words, count: 0 });
    options.onChange();
  };
  const pause = (waitMs: number | null): Promise<void> =>
    new Promise((resolve) => {
      const timer = waitMs === null ? undefined : setTimeout(() => wake(), waitMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (closing.signal.aborted) wake();
    });

  const take = (line: RawLine, openedAt: number): void => {
    const verdict = resume.take(line);
    if (verdict === 'again') return;
    lastStamp = { at: line.at, nanos: line.nanos };
    if (verdict === 'hole')
      mark('missing', 'the connection was lost, and the lines before this one are not held any more');
    // Two seconds: the other clock need not be ours.
    isOld = line.at < openedAt - 2000;
    if (!isOld) caughtUp = true;
    queue.push({ kind: 'line', ...line, arrivedMs: elapsedMs() }, isOld);
  };

  /** Resolves when the stream ended in order; throws where it was cut or refused. */
  const read = async (): Promise<void> => {
    const first = resume.from();
    // Whoever came later is read from its beginning.
    const tail = first === null && !options.joined ? options.tail : null;
    const openedAt = now();
    caughtUp = false;
    isOld = false;
    const reading = await origin.open(first ?? (options.joined ? null : options.from), tail, closing.signal);
    const { framed, chunks } = reading;
    if (run !== null && reading.run !== run) mark('restarted', 'it began anew');
    run = reading.run;
    resume.reconnected();
    say('live');
    const outputs = [false, true].map((err) => assembleLines(err, now, (line) => take(line, openedAt)));
    const [out, err] = outputs as [(typeof outputs)[0], (typeof outputs)[0]];
    const frames = readFrames((isErr, content) => (isErr ? err : out).take(content, true));
    let chunk = 0;
    let quiet: NodeJS.Timeout | undefined;
    const awaitQuiet = (): void => {
      clearTimeout(quiet);
      if (caughtUp) return;
      const seen = ++chunk;
      const check = (): void => {
        // What arrived while the process was busy is read first.
        if (seen !== chunk) return;
        caughtUp = true;
        options.onChange();
      };
      quiet = setTimeout(() => setImmediate(check), timing.quietMs);
    };
    try {
      awaitQuiet();
      for await (const bytes of chunks) {
        if (framed) frames(bytes);
        else out.take(bytes, false);
        options.onChange();
        clearTimeout(quiet);
        // What was there before waits where it is; only what happens now may be dropped, so that the view stays live.
        while (isOld && queue.crowded() && !closing.signal.aborted)
          await new Promise<void>((resolve) => (room = resolve));
        awaitQuiet();
      }
      for (const output of outputs) output.end();
    } finally {
      clearTimeout(quiet);
      caughtUp = true;
    }
  };

  const follow = async (): Promise<void> => {
    if (options.joined) mark('joined', 'it came after the log was opened');
    let failures = 0;
    while (!closing.signal.aborted) {
      const began = elapsedMs();
      const error = await read().then(() => null, (thrown: unknown) => thrown); // prettier-ignore
      if (closing.signal.aborted) return;
      failures = elapsedMs() - began > 10_000 ? 1 : failures + 1;
      if (error === null) {
        // Who is there is told a moment after a stream ends.
        await pause(timing.settleMs);
        await rest(failures);
      } else if (error instanceof OpsError && (error.code === 'denied' || error.code === 'not_found')) {
        if (error.code === 'not_found') mark('ended', error.message);
        say(error.code === 'denied' ? 'denied' : 'ended', error.message);
        const refused = origin.run;
        while (origin.run === refused && !closing.signal.aborted) await pause(null);
      } else if (error instanceof OpsError && error.code === 'conflict') {
        say('connecting', error.message);
        await pause(waitAfter(failures));
      } else {
        say('stale', `${messageOf(error)}; tried again within ${timing.backOffMs.longest / 1000} s`);
        await pause(waitAfter(failures));
      }
    }
  };
  /** Until it is worth reading again after an end in order. */
  const rest = async (failures: number): Promise<void> => {
    if (closing.signal.aborted) return;
    if (!gone && (origin.running || origin.run !== run)) return pause(failures > 1 ? waitAfter(failures - 1) : 0);
    mark('ended', gone ? 'it was removed' : 'it ended');
    say('ended', gone ? 'it was removed' : 'it does not run');
    while (!closing.signal.aborted && (gone || (origin.run === run && !origin.running))) await pause(null);
  };
  const waitAfter = (failures: number): number =>
    Math.min(timing.backOffMs.longest, timing.backOffMs.first * 2 ** Math.min(10, failures - 1));

  void follow();
  return {
    number: options.number,
    queue,
    get expected() {
      if (told.state === 'live') return caughtUp ? 'live' : 'catching_up';
      return told.state === 'connecting' ? 'catching_up' : 'none';
    },
    name: () => origin.name,
    state: () => told,
    update: (next) => {
      const before = origin;
      gone = next === null;
      if (next !== null) origin = next;
      if (before.run !== origin.run || before.running !== origin.running || gone) wake();
      if (before.name !== origin.name) options.onChange();
    },
    retry: () => {
      if (told.state === 'stale') wake();
    },
    drained: () => room(),
    close: () => {
      closing.abort();
      wake();
      room();
    },
  };
}
