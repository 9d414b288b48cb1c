// Lines of the record around an incident: when, where, what, and whether it was for the worse.
import type { Finding } from '#shared/model/incident/declare.ts';
import { Moment } from '../../components/clock-context.tsx';
import { Glyph, type GlyphName } from '../../components/glyph.tsx';
import { durationInWords } from '../../components/times.ts';

const glyphs: Record<Finding['kind'], GlyphName> = { fired: 'fail', failed: 'fail', change: 'not_applicable', error: 'fail', gap: 'stale' }; // prettier-ignore
const words: Record<Finding['kind'], string> = { fired: 'fired', failed: 'failed', change: 'changed', error: 'error', gap: 'not seen' }; // prettier-ignore

/** @param onsetMs where given, how long before or after it each was is said. */
export function FindingList({ findings, onsetMs }: { findings: readonly Finding[]; onsetMs?: number }) {
  return (
    <ul className={onsetMs === undefined ? 'finding-list' : 'finding-list finding-list-far'}>
      {findings.map((finding, at) => {
        const { sequence, kind, atMs, source, subject, bad } = finding;
        return (
          <li key={`${sequence} ${at}`} className={bad ? 'finding-bad' : ''}>
            <Glyph name={kind === 'change' && bad ? 'fail' : glyphs[kind]} label={words[kind]} />
            <span className="finding-at">
              <Moment at={atMs} />
              {onsetMs === undefined ? null : <small>{distance(atMs - onsetMs)}</small>}
            </span>
            <span className="finding-what">
              <strong>{subject}</strong> {finding.words} <small className="quiet">{source}</small>
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function distance(ms: number): string {
  if (Math.abs(ms) < 1000) return 'at that moment';
  return `${durationInWords(Math.abs(ms))} ${ms < 0 ? 'before' : 'after'}`;
}
