// Which errors are one failure: a hash by stated rules, by every version of the rules that there is, so that a change of the
// rules goes on with the groups that there are.
import { hash } from 'node:crypto';
import type { ErrorEnvelope } from './envelope.ts';

type Grouped = Pick<ErrorEnvelope, 'errorClass' | 'component' | 'exceptionChain' | 'frame' | 'message' | 'fingerprint'>;

export interface GroupHash {
  version: number;
  hash: string;
}

export interface Grouping {
  /** Of the rules that are in force, and of the others; the newest first. */
  hashes: GroupHash[];
  /** What its hash was made of, for people. */
  rule: string;
}

/** What is grouped on where the producer names no fingerprint, by version. */
export type GroupingRules = Readonly<Record<number, (envelope: Grouped) => string[]>>;

export const groupingRules: GroupingRules = { 1: classAndPlace };

/**
 * Class, component, types of the exceptions, and the frame in the application. Where neither exception nor frame is told,
 * the shape of the message: else all that one component says in one class would be one failure.
 */
function classAndPlace({ errorClass, component, exceptionChain, frame, message }: Grouped): string[] {
  const types = exceptionChain.map(({ type }) => type).join('>');
  return types === '' && frame === null
    ? [errorClass, component, messageShape(message)]
    : [errorClass, component, types, frame ?? ''];
}

/** The message with what varies taken out. */
export const messageShape = (message: string): string =>
  message
    .slice(0, 500)
    .replace(/"[^"]{0,200}"|'[^']{0,200}'/g, '<text>')
    .replace(/\b[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b|\b(?=[0-9a-f]*\d)[0-9a-f]{8,64}\b/g, '<id>')
    .replace(/\d+/g, '<n>');

/** The producer's fingerprint wins; `{{ default }}` in it stands for what would be grouped on without one. */
export function groupingOf(envelope: Grouped, rules: GroupingRules = groupingRules): Grouping {
  const versions = Object.keys(rules).map(Number).sort((a, b) => b - a); // prettier-ignore
  const partsOf = (version: number): string[] => {
    const plain = rules[version]?.(envelope) ?? [];
    if (envelope.fingerprint.length === 0) return plain;
    return envelope.fingerprint.flatMap((part) => (/^\{\{\s*default\s*\}\}$/.test(part) ? plain : [part]));
  };
  const hashes = versions.map((version) => ({ version, hash: hashOf(version, partsOf(version)) }));
  const named = envelope.fingerprint.length > 0 ? 'the fingerprint its producer names: ' : '';
  return { hashes, rule: `${named}${partsOf(versions[0] ?? 1).filter((part) => part !== '').join(' | ')}`.slice(0, 500) }; // prettier-ignore
}

const hashOf = (version: number, parts: readonly string[]): string =>
  hash('sha256', JSON.stringify([version, ...parts]), 'hex').slice(0, 32);
