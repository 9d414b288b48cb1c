// A sign with its word, as every outcome of this section is shown; and the line over a part.
import { ContainerSign } from '../../components/container-sign.tsx';
import { Glyph, type GlyphName } from '../../components/glyph.tsx';
import type { Headline } from './criteria-model.ts';

export function Sign({ glyph, word }: { glyph: GlyphName; word: string }) {
  return (
    <span className={`criteria-sign state-${glyph}`}>
      <Glyph name={glyph} /> {word}
    </span>
  );
}

export function HeadLine({ headline: { words, tone } }: { headline: Headline }) {
  return (
    <header className={`box-headline box-headline-${tone}`}>
      {tone === 'plain' ? <ContainerSign name="up" /> : <Glyph name={tone} />}
      <h2>{words}</h2>
    </header>
  );
}
