// Ports in the desktop window: the preload forwards one for each engine that starts; the page cannot ask for them.
import type { ConnectPorts } from './port.ts';

export const portMessage = 'readyroom:port';
export const engineMessage = 'readyroom:engine';

/** @param page the window whose own preload posts the ports; messages from any other window are ignored. */
export function desktopPorts(page: Window): ConnectPorts {
  return ({ onPort, onGone }) => {
    page.addEventListener('message', (event: MessageEvent) => {
      const port = event.ports[0];
      const own = event.source === page || event.source === null;
      if (!own) return;
      const gone = reasonOfEnd(event.data);
      if (gone !== null) onGone(gone);
      if (event.data !== portMessage || port === undefined) return;
      onPort({
        postMessage: (data) => port.postMessage(data),
        addEventListener: (type, listener) => port.addEventListener(type, (got) => listener(got as MessageEvent)),
        close: () => port.close(),
      });
      port.start();
    });
    return { name: 'the desktop shell', dials: false, dial: () => undefined };
  };
}

/** The shell's word that it has stopped starting the engine again; null for any other message. */
function reasonOfEnd(data: unknown): string | null {
  const { kind, state, reason } = Object(data) as { kind?: unknown; state?: unknown; reason?: unknown };
  if (kind !== engineMessage || state !== 'stopped') return null;
  return typeof reason === 'string' ? reason : 'the engine has stopped';
}
