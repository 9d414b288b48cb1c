// Forwards what the shell brings for the page: engine ports, and word of an engine that will not come back.
// It exposes nothing to the page and gives it no way to speak to the shell.
import { ipcRenderer } from 'electron';

ipcRenderer.on('port', (event) => window.postMessage('readyroom:port', location.origin, event.ports));
ipcRenderer.on('engine', (_event, state: unknown) => {
  window.postMessage({ kind: 'readyroom:engine', ...(state as object) }, location.origin);
});
