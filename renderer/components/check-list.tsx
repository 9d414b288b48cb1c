// Expectations beside what was seen: met, unmet, or not known.
import type { Check } from '#shared/model/run.ts';
import { factText } from './fact-text.ts';
import { Glyph, type GlyphName } from './glyph.tsx';

const signs: Record<string, { glyph: GlyphName; word: string }> = {
  true: { glyph: 'pass', word: 'met' },
  false: { glyph: 'fail', word: 'not met' },
  null: { glyph: 'inconclusive', word: 'not known' },
};

export function CheckList({ checks }: { checks: Check[] }) {
  if (checks.length === 0) return <p className="quiet">Nothing was expected, so nothing was proven.</p>;
  return (
    <ul className="checks">
      {checks.map((check) => {
        const sign = signs[String(check.met)];
        return (
          <li key={check.text} className={`check check-${String(check.met)}`}>
            <Glyph name={sign?.glyph ?? 'inconclusive'} />
            <code>{check.text}</code>
            <span className="check-seen">
              {sign?.word}
              {check.seen === undefined ? (
                check.met !== true && ', nothing was seen'
              ) : (
                <>
                  , saw <code>{factText(check.seen)}</code>
                </>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
