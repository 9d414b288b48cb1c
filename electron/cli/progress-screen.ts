// Writes progress to a stream: lines that stay, and on a terminal a block below them that is redrawn.
import { colourPaint, plainPaint } from './terminal-text.ts';
import type { LineStyle } from './progress-lines.ts';

/** What is needed of a stream; `process.stdout` and `process.stderr` are such. */
export interface Screen {
  write: (text: string) => unknown;
  isTTY?: boolean;
  columns?: number;
  rows?: number;
}

export interface ProgressScreen {
  style: () => LineStyle;
  /** How many rows the block may take; 0 where there is no terminal, and no block. */
  blockRows: () => number;
  /** Lines that stay. */
  keep: (lines: readonly string[]) => void;
  /** Replaces the block; none on a pipe. */
  draw: (lines: readonly string[]) => void;
}

/** Redraws on a terminal that can move its cursor; otherwise plain lines. NO_COLOR takes the colour, not the redrawing. */
export function createProgressScreen(
  screen: Screen,
  env: Readonly<Record<string, string | undefined>>,
): ProgressScreen {
  const live = screen.isTTY === true && env['TERM'] !== 'dumb' && env['CI'] !== 'true';
  const paint = live && !env['NO_COLOR'] ? colourPaint : plainPaint;
  let drawn = 0;
  const erase = (): string => (drawn === 0 ? '' : `\u001B[${drawn}A\u001B[J`);
  return {
    // A terminal that does not know its size says 0.
    style: () => ({ paint, columns: live ? screen.columns || 80 : null }),
    blockRows: () => (live ? Math.min(10, (screen.rows || 24) - 1) : 0),
    keep(lines) {
      if (lines.length === 0) return;
      screen.write(`${erase()}${lines.map((line) => `${line}\n`).join('')}`);
      drawn = 0;
    },
    draw(lines) {
      if (!live) return;
      screen.write(`${erase()}${lines.map((line) => `${line}\n`).join('')}`);
      drawn = lines.length;
    },
  };
}
