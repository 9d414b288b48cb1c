// Two signs of a bundle that are always beside it: whether its events are what was recorded, and who made it.
import type { Review } from '#shared/model/bundle/review.ts';
import { Glyph } from '../../components/glyph.tsx';
import { proofSign, signedSign } from './reviews-model.ts';

export function BundleSigns({ review: { proof, signed } }: { review: Pick<Review, 'proof' | 'signed'> }) {
  return (
    <span className="bundle-signs">
      {[proofSign(proof), signedSign(signed)].map(({ glyph, word, words }) => (
        <span key={word} className={`bundle-sign state-${glyph}`} title={words}>
          <Glyph name={glyph} /> {word}
        </span>
      ))}
    </span>
  );
}
