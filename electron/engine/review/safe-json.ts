// Reads JSON that came from elsewhere: bounded in depth and in the length of strings, without keys that reach prototypes,
// with finite numbers only. What it means is for a schema to say.
import type { Json } from '#shared/model/facts.ts';
import { bundleLimits } from '#shared/model/bundle/limits.ts';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';

const dropped = new Set(['__proto__', 'constructor', 'prototype']);

/** @param entry what is read, for the message. @throws OpsError `bad_input` */
export function readSafeJson(entry: string, text: string): Json {
  // Looked at before it is parsed, since parsing itself recurses.
  const depth = depthOf(text);
  if (depth > bundleLimits.depth) throw new OpsError('bad_input', `${entry}: nested deeper than ${bundleLimits.depth}`);
  let value: Json;
  try {
    value = JSON.parse(text, (key, member: Json) => (dropped.has(key) ? undefined : member)) as Json;
  } catch (error) {
    throw new OpsError('bad_input', `${entry}: it is no JSON: ${messageOf(error).slice(0, 200)}`, { cause: error });
  }
  const fault = faultIn(value);
  if (fault !== null) throw new OpsError('bad_input', `${entry}: ${fault}`);
  return value;
}

/** How deep brackets are nested, strings left out; stops counting beyond the limit. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) at = endOfString(text, at + 1);
    else if (code === 0x5b || code === 0x7b) {
      deepest = Math.max(deepest, ++depth);
      if (deepest > bundleLimits.depth) return deepest;
    } else if (code === 0x5d || code === 0x7d) depth--;
  }
  return deepest;
}

function endOfString(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) !== 0x22) at += text.charCodeAt(at) === 0x5c ? 2 : 1;
  return at;
}

function faultIn(value: Json): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? null : 'a number is not finite';
  if (typeof value === 'string') return value.length <= bundleLimits.stringChars ? null : `a string is longer than ${bundleLimits.stringChars} characters`; // prettier-ignore
  if (value === null || typeof value !== 'object') return null;
  const entries: [string, Json][] = Array.isArray(value) ? value.map((member) => ['', member]) : Object.entries(value);
  for (const [key, member] of entries) {
    if (key.length > bundleLimits.stringChars) return `a name is longer than ${bundleLimits.stringChars} characters`;
    const fault = faultIn(member);
    if (fault !== null) return fault;
  }
  return null;
}
