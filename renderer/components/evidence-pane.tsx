// What was seen, as text. Says what is missing from it: what was cut off and what was blacked out.
import type { Evidence } from '#shared/model/run.ts';
import { grouped, sizeInWords } from './times.ts';

export function EvidencePane({ evidence }: { evidence: Evidence | null }) {
  if (evidence === null) return <p className="quiet">No evidence was kept for this result.</p>;
  const shown = new TextEncoder().encode(evidence.text).length;
  return (
    <section className="evidence" aria-label="Evidence">
      <p className="evidence-about">
        <code>{evidence.mediaType}</code>
        {evidence.truncated
          ? ` first ${sizeInWords(shown)} of ${sizeInWords(evidence.sizeBytes)}`
          : ` ${sizeInWords(evidence.sizeBytes)}, whole`}
        {evidence.redactions > 0
          ? `, ${grouped(evidence.redactions)} secret${evidence.redactions === 1 ? '' : 's'} replaced`
          : ', nothing replaced'}
      </p>
      <pre tabIndex={0} aria-label="Evidence text">
        {evidence.text}
      </pre>
    </section>
  );
}
