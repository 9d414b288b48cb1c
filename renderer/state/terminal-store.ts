// The terminals of this window: each a tab that keeps its text after its end. What draws the text is given from outside
// and loaded with the first terminal.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { terminalInputLimit } from '#shared/model/terminal.ts';
import type { EnvironmentFields } from '#shared/model/environment.ts';
import type { Watched } from '#shared/model/watch.ts';
import type { EngineClient } from '../client/link.ts';
import { refusalOf } from '../client/refusal.ts';

export interface TerminalSize {
  cols: number;
  rows: number;
}

/** Draws one terminal. Its element is put where the terminal is looked at, and keeps what it shows. */
export interface TerminalScreen {
  element: HTMLElement;
  /** Its size once it has been looked at. */
  measured: () => Promise<TerminalSize>;
  /** Resolves when it has taken the bytes in, so that a flood waits at its source. */
  write: (bytes: Uint8Array) => Promise<void>;
  onText: (take: (text: string) => void) => void;
  onSize: (take: (size: TerminalSize) => void) => void;
  /** Takes the room and the colours that it has now. */
  fit: () => void;
  focus: () => void;
  /** Goes to the next place with these words, or to the one before; false where there is none. */
  find: (words: string, back: boolean) => boolean;
  selected: () => string;
  dispose: () => void;
}
export type MakeScreen = () => TerminalScreen;

export interface TerminalPlace {
  target: Watched;
  /** Of a pod with several; null for its first. */
  container: string | null;
  /** The environment or the context it is in, and the colour of the environment. */
  where: string;
  colour: EnvironmentFields['colour'];
}

export interface TerminalTab extends TerminalPlace {
  id: string;
  state: 'opening' | 'open' | 'ended';
  /** The shell that was found. */
  argv: readonly string[];
  /** null where it is not known. */
  code: number | null;
  /** Why it ended, where the exit code does not say it all. */
  reason: string;
  /** What was typed last could not be sent, and why. */
  unsent: string;
  screen: TerminalScreen | null;
}

export interface TerminalStore {
  store: StoreApi<{ tabs: readonly TerminalTab[]; current: string | null }>;
  /** @param by who opens it. */
  open: (place: TerminalPlace, by: string) => Promise<void>;
  select: (id: string) => void;
  /** Ends it if it has not ended, and lets go of its text. */
  close: (id: string) => void;
}

interface Wiring {
  client: () => EngineClient;
  load: () => Promise<MakeScreen>;
}

export function createTerminalStore({ client, load }: Wiring): TerminalStore {
  const store: TerminalStore['store'] = createStore(() => ({ tabs: [], current: null }));
  const leaving = new Map<string, AbortController>();
  let count = 0;
  const find = (id: string): TerminalTab | undefined => store.getState().tabs.find((tab) => tab.id === id);
  const put = (id: string, change: Partial<TerminalTab>): void =>
    store.setState(({ tabs }) => ({ tabs: tabs.map((tab) => (tab.id === id ? { ...tab, ...change } : tab)) }));
  const end = (id: string, change: Pick<TerminalTab, 'code' | 'reason'>): void => {
    if (find(id)?.state !== 'ended') put(id, { ...change, state: 'ended' });
  };

  const run = async (id: string, place: TerminalPlace, by: string, signal: AbortSignal): Promise<void> => {
    const screen = (await load())();
    if (signal.aborted) return screen.dispose();
    put(id, { screen });
    // What is typed while it opens is not lost: it goes out as soon as it can.
    const opened = Promise.withResolvers<string>();
    const isOpen = (): boolean => find(id)?.state === 'open';
    const send = inTurn(async (text: string) => {
      const terminalId = await opened.promise;
      if (!isOpen()) return;
      try {
        await client().terminals.write({ terminalId, text });
        if (find(id)?.unsent !== '') put(id, { unsent: '' });
      } catch (error) {
        put(id, { unsent: refusalOf(error).message });
      }
    });
    screen.onText((text) => pieces(text).forEach(send));
    const size = await screen.measured();
    if (signal.aborted) return;
    const engine = client();
    const { terminalId, argv } = await engine.terminals.open({ target: place.target, container: place.container, by, ...size }); // prettier-ignore
    const output = await engine.terminals.output({ terminalId }, { signal });
    put(id, { state: 'open', argv });
    opened.resolve(terminalId);
    const resize = inTurn(async (to: TerminalSize) => {
      // A size that did not get there only wraps lines elsewhere; the end of a terminal is told by its output.
      if (isOpen()) await engine.terminals.resize({ terminalId, ...to }).catch(() => undefined);
    });
    screen.onSize(resize);
    for await (const message of output) {
      if (signal.aborted) return;
      if (message.kind === 'end') return end(id, message);
      await screen.write(Uint8Array.from(atob(message.base64), (sign) => sign.charCodeAt(0)));
    }
    end(id, { code: null, reason: 'its output stopped without an end' });
  };

  return {
    store,
    open: async (place, by) => {
      const id = `terminal-${++count}`;
      const tab: TerminalTab = { ...place, id, state: 'opening', argv: [], code: null, reason: '', unsent: '', screen: null }; // prettier-ignore
      store.setState(({ tabs }) => ({ tabs: [...tabs, tab], current: id }));
      const abort = new AbortController();
      leaving.set(id, abort);
      try {
        await run(id, place, by, abort.signal);
      } catch (error) {
        end(id, { code: null, reason: refusalOf(error).message });
      }
    },
    select: (current) => store.setState({ current }),
    close: (id) => {
      leaving.get(id)?.abort();
      leaving.delete(id);
      find(id)?.screen?.dispose();
      store.setState(({ tabs, current }) => {
        const at = tabs.findIndex((tab) => tab.id === id);
        const left = tabs.filter((tab) => tab.id !== id);
        const next = left[Math.min(Math.max(at, 0), left.length - 1)]?.id ?? null;
        return { tabs: left, current: current === id ? next : current };
      });
    },
  };
}

/** One after the other, in the order they came. */
function inTurn<T>(act: (value: T) => Promise<void>): (value: T) => void {
  let last = Promise.resolve();
  return (value) => void (last = last.then(() => act(value)));
}

/** A long paste in as many pieces as the engine takes at once. */
function pieces(text: string): string[] {
  const all: string[] = [];
  for (let at = 0; at < text.length; at += terminalInputLimit) all.push(text.slice(at, at + terminalInputLimit));
  return all;
}
