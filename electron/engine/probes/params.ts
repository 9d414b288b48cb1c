// Parameters that several probe kinds share. A value that still holds ${name} passes here and is checked again when used.
import { isAbsolute, resolve } from 'node:path';
import { z } from 'zod';
import type { Demand } from '#shared/model/checklist.ts';
import { OpsError } from '#shared/model/ops-error.ts';

const holdsVariable = (text: string): boolean => text.includes('${');
const isHttpUrl = (text: string): boolean => /^https?:\/\//i.test(text) && URL.canParse(text);

export const urlParam = z
  .string()
  .min(1)
  .max(8192)
  .refine((text) => holdsVariable(text) || isHttpUrl(text), 'allowed: a URL that begins with http:// or https://');

export const hostParam = z
  .string()
  .min(1)
  .max(253)
  .regex(/^[^\s/@?#]+$/, 'allowed: a host name or an address, without scheme, port or path');

export const portParam = z.int().min(1).max(65_535);

export const pathParam = z
  .string()
  .min(1)
  .max(4096)
  .refine((text) => !text.includes('\0'), 'allowed: a file name without NUL');

/** @throws OpsError `bad_input` where the text, its variables replaced, is not a URL that a probe can ask. */
export function httpUrl(text: string): URL {
  if (!isHttpUrl(text)) {
    throw new OpsError('bad_input', `"${text}" is not a URL to ask; allowed: http://host/… or https://host/…`);
  }
  return new URL(text);
}

/** `host:port` of a URL, the port always given. */
export function placeOf(url: URL): string {
  return url.port ? url.host : `${url.host}:${url.protocol === 'https:' ? 443 : 80}`;
}

/** The demand of asking a URL as a plan writes it; the text itself where it is not a URL yet. */
export function urlDemand(text: string): Demand {
  return { kind: 'host', subject: isHttpUrl(text) ? placeOf(new URL(text)) : text };
}

export function hostDemand(host: string, port: number): Demand {
  return { kind: 'host', subject: hostAndPort(host, port) };
}

export function hostAndPort(host: string, port: number): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** @throws OpsError `bad_input` for a relative name in a plan that has no folder. */
export function filePath(path: string, baseDir: string | null): string {
  if (isAbsolute(path)) return path;
  if (baseDir === null) {
    throw new OpsError(
      'bad_input',
      `"${path}" is a relative file name, but this plan has no folder; write the full path`,
    );
  }
  return resolve(baseDir, path);
}
