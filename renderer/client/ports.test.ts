// The two kinds of ports: what the page believes of a message, and where it dials.
import { expect, test, vi } from 'vitest';
import { desktopPorts } from './desktop-ports.ts';
import type { PortEvents } from './port.ts';
import { refusalOf } from './refusal.ts';
import { socketUrl } from './socket-ports.ts';

const heard = () => ({
  onPort: vi.fn<PortEvents['onPort']>(),
  onFailure: vi.fn<PortEvents['onFailure']>(),
  onGone: vi.fn<PortEvents['onGone']>(),
});

function post(data: unknown, source: Window | null, ports: MessagePort[] = []): void {
  const event = new MessageEvent('message', { data, source });
  Object.defineProperty(event, 'ports', { value: ports });
  window.dispatchEvent(event);
}

test('a port posted by the own window is taken', () => {
  const events = heard();
  desktopPorts(window)(events);
  post('readyroom:port', window, [new MessageChannel().port1]);
  expect(events.onPort).toHaveBeenCalledOnce();
});

test('a port from another window, or under another name, is ignored', () => {
  const events = heard();
  desktopPorts(window)(events);
  const frame = document.body.appendChild(document.createElement('iframe'));
  post('readyroom:port', frame.contentWindow, [new MessageChannel().port1]);
  post('other', window, [new MessageChannel().port1]);
  expect(events.onPort).not.toHaveBeenCalled();
});

test('the word of the shell that the engine has stopped is passed on', () => {
  const events = heard();
  desktopPorts(window)(events);
  post({ kind: 'readyroom:engine', state: 'stopped', reason: 'it keeps ending' }, window);
  expect(events.onGone).toHaveBeenCalledWith('it keeps ending');
});

test('the WebSocket goes to where the page came from, encrypted when the page is', () => {
  expect(socketUrl({ protocol: 'http:', host: '127.0.0.1:4000' })).toBe('ws://127.0.0.1:4000/rpc');
  expect(socketUrl({ protocol: 'https:', host: 'room.local' })).toBe('wss://room.local/rpc');
});

test('a refusal is read from the code in either case, and from data before the transport’s own', () => {
  expect(refusalOf({ code: 'CONFLICT' })).toMatchObject({ code: 'conflict' });
  expect(refusalOf({ code: 'INTERNAL_SERVER_ERROR', data: { code: 'denied' } })).toMatchObject({ code: 'denied' });
  expect(refusalOf(new Error('gone'))).toEqual({ code: 'unavailable', message: 'gone' });
});
