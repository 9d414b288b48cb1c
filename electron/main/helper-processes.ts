// Tells the engine when one of Electron's own processes ends by itself; Electron starts it anew.
import { app } from 'electron';
import type { DesktopEngine } from './engine.ts';

export function reportHelpers(engine: DesktopEngine): void {
  app.on('child-process-gone', (_event, { type, name, reason, exitCode }) => {
    if (reason !== 'clean-exit')
      engine.note({ kind: 'helper_gone', reason: `${name ?? type}: ${reason} (${exitCode})` });
  });
}
