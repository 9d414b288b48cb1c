// How many items came to what: signs with numbers, and the same in words for the hover and for screen readers.
import { countsInWords, type Counts } from '#shared/model/outcome.ts';
import { Glyph, type GlyphName } from './glyph.tsx';
import { grouped } from './times.ts';

export const countOrder: { key: keyof Counts; glyph: GlyphName }[] = [
  { key: 'fail', glyph: 'fail' },
  { key: 'error', glyph: 'error' },
  { key: 'cancelled', glyph: 'cancelled' },
  { key: 'inconclusive', glyph: 'inconclusive' },
  { key: 'open', glyph: 'open' },
  { key: 'pending', glyph: 'never' },
  { key: 'skipped', glyph: 'skipped' },
  { key: 'not_applicable', glyph: 'not_applicable' },
  { key: 'pass', glyph: 'pass' },
];

export function CountSigns({ counts }: { counts: Counts }) {
  const words = countsInWords(counts);
  return (
    <span className="count-signs" role="img" aria-label={words} title={words}>
      {countOrder
        .filter(({ key }) => counts[key] > 0)
        .map(({ key, glyph }) => (
          <span key={key} className={`count state-${glyph}`}>
            <Glyph name={glyph} />
            {grouped(counts[key])}
          </span>
        ))}
    </span>
  );
}
