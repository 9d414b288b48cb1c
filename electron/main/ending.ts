// The way out: quitting waits until the engine has closed in order, and a signal quits like the menu does.
import { app } from 'electron';
import type { DesktopEngine } from './engine.ts';

export function endWith(engine: DesktopEngine): void {
  let closing = false;
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (closing) return;
    closing = true;
    // Waits five seconds at the most; exit skips the quit events, which would come here again.
    void engine.stop().finally(() => app.exit(0));
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
}
