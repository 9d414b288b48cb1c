// For tests: a terminal that shows what is written into it as plain text. jsdom lays nothing out, which xterm needs.
import type { TerminalScreen, TerminalSize } from '../../state/terminal-store.ts';

export interface PlainScreen extends TerminalScreen {
  type: (text: string) => void;
}
/** Those that were made, the newest last. */
export const plainScreens: PlainScreen[] = [];

export function plainScreen(): TerminalScreen {
  const element = document.createElement('pre');
  let text: (text: string) => void = () => undefined;
  let size: (size: TerminalSize) => void = () => undefined;
  const screen: PlainScreen = {
    element,
    measured: async () => ({ cols: 80, rows: 24 }),
    write: async (bytes) => element.append(new TextDecoder().decode(bytes)),
    onText: (take) => (text = take),
    onSize: (take) => (size = take),
    fit: () => size({ cols: 100, rows: 30 }),
    focus: () => undefined,
    find: (words) => element.textContent.includes(words),
    selected: () => '',
    dispose: () => element.remove(),
    type: (words) => text(words),
  };
  plainScreens.push(screen);
  return screen;
}
