// One source: its state, why, and every place where it was looked for with the answer there.
import type { Diagnosis } from '#shared/model/system.ts';
import { FactTable } from './fact-table.tsx';
import { Glyph, type GlyphName } from './glyph.tsx';

const signs: Record<Diagnosis['state'], { glyph: GlyphName; word: string }> = {
  ok: { glyph: 'pass', word: 'found' },
  absent: { glyph: 'not_applicable', word: 'absent' },
  denied: { glyph: 'error', word: 'denied' },
  error: { glyph: 'error', word: 'could not look' },
};

export function DiagnosisCard({ diagnosis }: { diagnosis: Diagnosis }) {
  const sign = signs[diagnosis.state];
  return (
    <section className="card">
      <h2>
        <Glyph name={sign.glyph} /> {diagnosis.name} <span className="quiet">{sign.word}</span>
      </h2>
      {diagnosis.reason === '' ? null : <p>{diagnosis.reason}</p>}
      {diagnosis.candidates.length === 0 ? null : (
        <ul className="candidates">
          {diagnosis.candidates.map((candidate) => (
            <li key={candidate.place} className={candidate.chosen ? 'candidate-chosen' : ''}>
              <code>{candidate.place}</code> <span>{candidate.answer}</span>
              {candidate.chosen ? <em className="mark">used</em> : null}
            </li>
          ))}
        </ul>
      )}
      <FactTable caption="Seen" facts={diagnosis.facts} />
    </section>
  );
}
