// For the tests beside it: a page folder, an engine that echoes, and requests written byte by byte on a raw socket.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ScreenTarget } from '#engine/engine-port.ts';

/** A folder with index.html, assets/app-12345678.js and a source map; `beside` has the same beginning in its name. */
export function pageFolder(): string {
  const parent = mkdtempSync(join(tmpdir(), 'readyroom-page-'));
  const root = join(parent, 'page');
  mkdirSync(join(root, 'assets'), { recursive: true });
  mkdirSync(join(parent, 'page-beside'));
  writeFileSync(join(parent, 'page-beside', 'secret.js'), 'secret');
  writeFileSync(join(root, 'index.html'), '<!doctype html><title>console</title>');
  writeFileSync(join(root, 'assets', 'app-12345678.js'), 'export {};');
  writeFileSync(join(root, 'assets', 'app-12345678.js.map'), '{}');
  return root;
}

/** Sends every message back, and tells how many screens came and went. */
export function echoEngine(): ScreenTarget & { attached: number; closed: number } {
  const engine = {
    attached: 0,
    closed: 0,
    attach: (port: Parameters<ScreenTarget['attach']>[0]) => {
      engine.attached++;
      port.addEventListener('message', ({ data }) => port.postMessage(data));
      port.addEventListener('close', () => engine.closed++);
    },
  };
  return engine;
}

export interface RawAnswer {
  /** 0 where the connection ended without a status line. */
  status: number;
  head: string;
  body: string;
}

/** Writes `lines` as they are, ends the head, and reads until the other side closes. */
export async function rawRequest(port: number, lines: string[]): Promise<RawAnswer> {
  const text = await new Promise<string>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`${lines.join('\r\n')}\r\n\r\n`));
    let received = '';
    socket.setEncoding('utf8');
    socket.on('data', (part: string) => (received += part));
    socket.on('error', reject);
    socket.on('close', () => resolve(received));
  });
  const [head = '', body = ''] = text.split('\r\n\r\n');
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0), head: head.toLowerCase(), body };
}
