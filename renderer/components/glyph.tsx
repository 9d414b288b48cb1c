// The signs of the states and the icons of the frame, drawn here so that they need no font and no network.
// A sign is never alone: whoever shows it also shows its word, at least to a screen reader.
import type { ReactNode } from 'react';

export const glyphNames = [
  'pass',
  'fail',
  'error',
  'inconclusive',
  'open',
  'skipped',
  'not_applicable',
  'cancelled',
  'never',
  'waiting',
  'running',
  'stale',
] as const;
export type GlyphName = (typeof glyphNames)[number];

/** The word beside each sign. */
export const glyphWords: Record<GlyphName, string> = {
  pass: 'passed',
  fail: 'failed',
  error: 'could not look',
  inconclusive: 'not enough evidence',
  open: 'open',
  skipped: 'skipped',
  not_applicable: 'not applicable',
  cancelled: 'cancelled',
  never: 'not looked at',
  waiting: 'waiting',
  running: 'running',
  stale: 'stale',
};

const shapes: Record<GlyphName, ReactNode> = {
  pass: (
    <>
      <circle cx="8" cy="8" r="6.25" />
      <path d="m5.2 8.2 2 2 3.7-4.3" />
    </>
  ),
  fail: (
    <>
      <path className="glyph-solid" d="M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8H5.3l-3.8-3.8V5.3z" />
      <path className="glyph-on-solid" d="m5.6 5.6 4.8 4.8m0-4.8-4.8 4.8" />
    </>
  ),
  error: (
    <>
      <path d="M1 8h2.2M6.3 4.6v6.8c-2 0-3.1-1.5-3.1-3.4s1.1-3.4 3.1-3.4z" />
      <path d="M15 8h-2.2M9.7 4.6v6.8c2 0 3.1-1.5 3.1-3.4S11.7 4.6 9.7 4.6z" />
      <path d="M6.3 6.6h1.3M6.3 9.4h1.3" />
    </>
  ),
  inconclusive: (
    <>
      <path d="M5 5.8A3 3 0 0 1 8 3a2.9 2.9 0 0 1 3 2.8c0 2.2-3 2.3-3 4.4" />
      <path d="M8 13v.01" strokeWidth="2.2" />
    </>
  ),
  open: (
    <>
      <circle cx="8" cy="4.6" r="2.6" />
      <path d="M3 14c.2-3.2 2-5 5-5s4.8 1.8 5 5" />
    </>
  ),
  // Passed over: with a number alone beside it, it must not be taken for what does not apply.
  skipped: <path d="M2 8h7.5M6.5 4.8 9.7 8l-3.2 3.2M13 4v8" />,
  not_applicable: <path d="M4 8h8" />,
  cancelled: (
    <>
      <circle cx="8" cy="8" r="6.250" />
      <path d="m3.6 12.4 8.8-8.8" />
    </>
  ),
  never: <circle cx="8" cy="8" r="6" strokeDasharray="1.6 2.6" />,
  waiting: (
    <>
      <path d="M4.5 8v.01M8 8v.01M11.5 8v.01" strokeWidth="2" />
    </>
  ),
  running: (
    <>
      <circle className="glyph-track" cx="8" cy="8" r="6" />
      <path className="glyph-arc" d="M8 2a6 6 0 0 1 6 6" />
    </>
  ),
  stale: (
    <>
      <circle cx="8" cy="8" r="6.250" />
      <path d="M8 4.3V8l2.5 1.7" />
    </>
  ),
};

export interface GlyphProps {
  name: GlyphName;
  /** Named where no word stands beside it. */
  label?: string;
  large?: boolean;
}

export function Glyph({ name, label, large = false }: GlyphProps) {
  const named = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return (
    <svg className={`glyph state-${name}${large ? ' glyph-large' : ''}`} viewBox="0 0 16 16" {...named}>
      {shapes[name]}
    </svg>
  );
}
