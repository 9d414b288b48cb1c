// The diagnosis as plain text, for a message to someone who cannot see this screen. What looks like a secret is left out,
// also where a source said it in its own words.
import type { Diagnosis } from '#shared/model/system.ts';
import type { Facts } from './source-facts.ts';

export interface DiagnosisInput {
  at: number;
  /** Each part with its heading. */
  parts: { name: string; facts: Facts }[];
  sources: Diagnosis[];
}

export function diagnosisText({ at, parts, sources }: DiagnosisInput): string {
  const facts = (of: Facts): string[] => Object.entries(of).map(([name, value]) => `  ${name}: ${value}`);
  const lines = [`Ready Room, ${new Date(at).toISOString()}`];
  for (const part of parts) lines.push(part.name, ...facts(part.facts));
  for (const source of sources) {
    lines.push(
      `${source.name}: ${source.state}${source.reason === '' ? '' : `, ${source.reason}`}`,
      ...facts(source.facts),
    );
    for (const { place, answer, chosen } of source.candidates)
      lines.push(`  ${chosen ? '*' : '-'} ${place}: ${answer}`);
  }
  return withoutSecrets(`${lines.join('\n')}\n`);
}

const hidden = '[hidden]';

/** Names and passwords in addresses, and whatever follows a word that announces a secret. */
export function withoutSecrets(text: string): string {
  return text
    .replaceAll(/(\w+:\/\/)[^\s/@:]+:[^\s/@]+@/g, `$1${hidden}@`)
    .replaceAll(/\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi, `$1 ${hidden}`)
    .replaceAll(/\b([\w-]*(?:token|password|passwd|secret|api[_-]?key))(["']?\s*[=:]\s*["']?)[^\s"'&,;]+/gi, `$1$2${hidden}`);
} // prettier-ignore
