// The sign of a series beside its name: its colour and its dashes.
import type { Look } from './series-colours.ts';

export function SeriesSwatch({ colour, look }: { colour: string; look: Look }) {
  return <i className={`chart-swatch chart-dash-${look.dash}`} style={{ color: colour }} aria-hidden />;
}
