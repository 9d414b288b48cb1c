// What both engine processes have in common: make the engine, say so, end in order. How messages travel is not its part.
import { join } from 'node:path';
import { createEngine, type Engine } from '#engine/engine.ts';
import { keepHeapSmall } from '#engine/small-heap.ts';
import { underFirstFlags } from '#engine/v8-flags.ts';
import { messageOf } from '#shared/model/ops-error.ts';
import type { FromHost, HostStart, ShellAnswer } from '#shared/shell/host-messages.ts';
import { createShellAsker } from './ask-shell.ts';

export interface Host {
  /** Runs once the engine is there; a failed start runs nothing. */
  use: (work: (engine: Engine) => void) => void;
  /** The shell answered a question. */
  answered: (questionId: number, answer: ShellAnswer) => void;
  /** Closes the engine and ends the process with exit code 0. A second call changes nothing. */
  end: () => void;
}

/**
 * Starts the engine described by the last argument of this process. A failure is told with its reason and ends it.
 * @param onReady called once after 'ready' is told, under the flags of V8 that the process was started with
 */
export function startHost(tell: (message: FromHost) => void, onReady: () => void = () => undefined): Host {
  keepHeapSmall();
  const start = JSON.parse(process.argv.at(-1) ?? '{}') as HostStart;
  const shell = createShellAsker(tell, later);
  const starting = createEngine({
    dataDir: start.dataDir,
    resourcesDir: start.resourcesDir,
    ...(start.keepsSecrets === true && { askShell: shell.ask }),
    ...(start.printsPdf === true && { printPdf: shell.print }),
    ...(start.engineDir !== undefined && {
      probeHostEntry: join(start.engineDir, 'probe-host.js'),
      attestorEntry: join(start.engineDir, 'attestor.js'),
    }),
  });
  starting.then(
    () => {
      tell({ kind: 'ready', startedInMs: Math.round(performance.now()) });
      underFirstFlags(onReady);
    },
    (error: unknown) => {
      tell({ kind: 'failed', reason: messageOf(error) });
      process.exitCode = 1;
      // Leaves the message time to go out.
      setTimeout(() => process.exit(1), 100);
    },
  );
  starting.then(
    (engine) => start.showsNotices && engine.onNotice((notice) => tell({ kind: 'notice', notice })),
    () => undefined,
  );
  // Only listens: Node says it on stderr and ends the process as it would without this.
  starting.then(
    (engine) => process.on('uncaughtExceptionMonitor', engine.noteCrash),
    () => undefined,
  );
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    starting
      .then((engine) => engine.close())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          process.stderr.write(`The engine did not close in order: ${messageOf(error)}\n`);
          process.exit(1);
        },
      );
  };
  process.on('SIGTERM', end);
  // Ctrl-C in a terminal reaches every process of the group; the shell decides when this one ends.
  process.on('SIGINT', () => undefined);
  return {
    use: (work) => void starting.then(work, () => undefined),
    answered: shell.answered,
    end,
  };
}

function later(callback: () => void, ms: number): () => void {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
}
