// The sign of a series beside its name: its colour and its dashes.
import { dashes, type Look } from './series-colours.ts';

export function SeriesSwatch({ colour, look }: { colour: string; look: Look }) {
  return (
    <svg className="chart-swatch" viewBox="0 0 16 10" aria-hidden>
      <path d="M0 5h16" stroke={colour} strokeWidth={3} strokeDasharray={(dashes[look.dash] ?? []).join(' ')} />
    </svg>
  );
}
