// Draws a terminal with xterm. Loaded with the first terminal, not with the page. It knows nothing of containers.
import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { Terminal, type ITheme } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import type { TerminalScreen, TerminalSize } from '../../state/terminal-store.ts';
import { withSheets } from './style-sheets.ts';

export function createXtermScreen(): TerminalScreen {
  const element = document.createElement('div');
  element.className = 'terminal-screen';
  const terminal = new Terminal({
    fontFamily: "'JetBrains Mono', ui-monospace, monospace",
    fontSize: 13,
    scrollback: 10_000,
    cursorBlink: false,
    minimumContrastRatio: 4.5,
    theme: themeNow(),
    allowProposedApi: true,
  });
  const fitting = new FitAddon();
  const search = new SearchAddon();
  terminal.loadAddon(fitting);
  terminal.loadAddon(search);
  terminal.attachCustomKeyEventHandler((event) => takesKey(event, terminal));
  const measured = Promise.withResolvers<TerminalSize>();
  const fit = (): void => {
    if (!element.isConnected || element.clientWidth === 0) return;
    if (terminal.element === undefined) {
      withSheets(document, () => terminal.open(element));
      stylesWithoutAttributes(terminal);
    }
    fitting.fit();
    measured.resolve({ cols: terminal.cols, rows: terminal.rows });
  };
  return {
    element,
    measured: () => measured.promise,
    write: (bytes) => new Promise((taken) => terminal.write(bytes, taken)),
    onText: (take) => void terminal.onData(take),
    onSize: (take) => void terminal.onResize(take),
    fit: () => {
      fit();
      terminal.options.theme = themeNow();
    },
    focus: () => terminal.focus(),
    find: (words, back) => (back ? search.findPrevious(words) : search.findNext(words)),
    selected: () => terminal.getSelection(),
    dispose: () => {
      terminal.dispose();
      element.remove();
    },
  };
}

/**
 * Ctrl+Shift+C and V copy and paste, because Ctrl+C belongs to the shell; Ctrl+Shift+Escape and F go to the console.
 * @returns false for what the terminal shall not take.
 */
function takesKey(event: KeyboardEvent, terminal: Terminal): boolean {
  if (!event.ctrlKey || !event.shiftKey) return true;
  if (event.code === 'KeyC' && event.type === 'keydown' && terminal.hasSelection()) {
    event.preventDefault();
    void navigator.clipboard.writeText(terminal.getSelection());
  }
  // The browser pastes by itself, without asking, where the key is left to it.
  return !['KeyC', 'KeyV', 'KeyF', 'Escape'].includes(event.code);
}

interface Insides {
  _core: { _renderService: { _renderer: { value?: { _rowFactory?: { _addStyle: (cell: HTMLElement, style: string) => void } } } } };
} // prettier-ignore

/**
 * xterm writes colours of single cells into `style` attributes, which the page's policy refuses; through the style object
 * they are allowed. It offers no setting for that, so its part is replaced here.
 */
function stylesWithoutAttributes(terminal: Terminal): void {
  const rows = (terminal as unknown as Insides)._core._renderService._renderer.value?._rowFactory;
  if (rows === undefined) throw new Error('this xterm draws its rows otherwise than known');
  rows._addStyle = (cell, style) => {
    cell.style.cssText += `${style};`;
  };
}

const names = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;

/** The colours of the page as they are now. */
function themeNow(): ITheme {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string): string => style.getPropertyValue(name).trim();
  const colours = Object.fromEntries(names.map((name) => [name, of(`--term-${name}`)]));
  const brights = Object.fromEntries(names.map((name) => [`bright${name.slice(0, 1).toUpperCase()}${name.slice(1)}`, of(`--term-bright-${name}`)])); // prettier-ignore
  return {
    background: of('--ground'),
    foreground: of('--text'),
    cursor: of('--accent'),
    cursorAccent: of('--ground'),
    selectionBackground: of('--term-selection'),
    scrollbarSliderBackground: of('--line-strong'),
    scrollbarSliderHoverBackground: of('--text-soft'),
    scrollbarSliderActiveBackground: of('--text-soft'),
    ...colours,
    ...brights,
  };
}
