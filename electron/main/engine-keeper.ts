// Keeps one engine process running: starts it again when it ends, at most three times a minute, and gives every screen a
// new port each time. How a process is started comes from outside, so that this runs in tests without Electron.
import type { ShellAnswer, ShellEvent, ShellNotice, ShellQuestion } from '#shared/shell/host-messages.ts';
import type { RestartBudget } from './restart-budget.ts';

export interface EngineProcess<Port> {
  connect: (port: Port) => void;
  note: (event: ShellEvent) => void;
  /** Asks it to close in order; it is killed where it takes longer than five seconds. */
  stop: () => Promise<void>;
}

/** What a process tells the shell itself. */
export interface EngineListener {
  /** As LaunchEngine says. */
  ended: (reason: string) => void;
  told: (notice: ShellNotice) => void;
  /** Always answers, also with a refusal. */
  asked: (question: ShellQuestion) => Promise<ShellAnswer>;
}

/** `ended` is called once, with the reason in words, however the process ends. */
export type LaunchEngine<Port> = (ended: (reason: string) => void) => EngineProcess<Port>;

/** A place where ports are wanted: one window. */
export interface Screen<Port> {
  /** Makes a pair of ports, gives one to the page and returns the other. */
  openPort: () => Port;
  /** The engine has stopped for good; the reason is shown to people. */
  tellStopped: (reason: string) => void;
}

export interface EngineKeeper<Port> {
  /** The screen's page is ready for a port; called again when it has loaded anew. */
  serve: (screen: Screen<Port>) => void;
  forget: (screen: Screen<Port>) => void;
  note: (event: ShellEvent) => void;
  stop: () => Promise<void>;
}

export function keepEngine<Port>(launch: LaunchEngine<Port>, budget: RestartBudget): EngineKeeper<Port> {
  const screens = new Set<Screen<Port>>();
  let stopping = false;
  let stopped: string | null = null;
  let engine = start();

  function start(): EngineProcess<Port> {
    return launch((reason) => {
      if (stopping) return;
      if (!budget.spend()) {
        stopped = `The engine ended again and again, the last time because of ${reason}.`;
        for (const screen of screens) screen.tellStopped(stopped);
        return;
      }
      engine = start();
      engine.note({ kind: 'engine_gone', reason });
      for (const screen of screens) engine.connect(screen.openPort());
    });
  }

  return {
    serve: (screen) => {
      screens.add(screen);
      if (stopped === null) engine.connect(screen.openPort());
      else screen.tellStopped(stopped);
    },
    forget: (screen) => void screens.delete(screen),
    note: (event) => {
      if (stopped === null) engine.note(event);
    },
    stop: async () => {
      stopping = true;
      if (stopped === null) await engine.stop();
    },
  };
}
