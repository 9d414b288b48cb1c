// The sign of a series beside its name: its colour and its dashes.
import type { Look } from './series-colours.ts';

export function SeriesSwatch({ colour, dash }: { colour: string; dash: Look['dash'] }) {
  return <i className={`chart-swatch chart-dash-${dash}`} style={{ color: colour }} aria-hidden />;
}
