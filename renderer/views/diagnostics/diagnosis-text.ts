// The diagnosis as plain text, for a message to someone who cannot see this screen.
import type { Diagnosis } from '#shared/model/system.ts';

export interface DiagnosisInput {
  at: number;
  link: Record<string, string>;
  record: Record<string, string>;
  sources: Diagnosis[];
}

export function diagnosisText({ at, link, record, sources }: DiagnosisInput): string {
  const facts = (of: Record<string, string>): string[] =>
    Object.entries(of).map(([name, value]) => `  ${name}: ${value}`);
  const lines = [`Ready Room, ${new Date(at).toISOString()}`, 'engine', ...facts(link), 'record', ...facts(record)];
  for (const source of sources) {
    lines.push(
      `${source.name}: ${source.state}${source.reason === '' ? '' : `, ${source.reason}`}`,
      ...facts(source.facts),
    );
    for (const { place, answer, chosen } of source.candidates)
      lines.push(`  ${chosen ? '*' : '-'} ${place}: ${answer}`);
  }
  return `${lines.join('\n')}\n`;
}
