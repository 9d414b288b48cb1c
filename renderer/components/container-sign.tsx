// The signs of containers. Running is not healthy, so the two look different; the word always stands beside the sign.
import type { ReactNode } from 'react';
import { Glyph, type GlyphName } from './glyph.tsx';

export type SignName = 'up' | 'healthy' | 'bad' | 'moving' | 'paused' | 'ended' | 'created' | 'none' | 'unknown';

const borrowed: Partial<Record<SignName, GlyphName>> = {
  healthy: 'pass',
  bad: 'fail',
  moving: 'waiting',
  created: 'never',
  none: 'not_applicable',
  unknown: 'inconclusive',
};
const own: Partial<Record<SignName, ReactNode>> = {
  up: (
    <>
      <circle cx="8" cy="8" r="6.25" />
      <circle className="sign-dot" cx="8" cy="8" r="2.4" />
    </>
  ),
  paused: <path d="M5.5 3.5v9M10.5 3.5v9" strokeWidth="2" />,
  ended: <path d="M4 4h8v8H4z" />,
};

export function ContainerSign({ name }: { name: SignName }) {
  const glyph = borrowed[name];
  if (glyph !== undefined) return <Glyph name={glyph} />;
  return (
    <svg className={`glyph sign-${name}`} viewBox="0 0 16 16" aria-hidden>
      {own[name]}
    </svg>
  );
}
