// Rings and slices as SVG paths around the origin; angles in degrees, clockwise from the top. Pure.

export interface Arc {
  from: number;
  to: number;
}

const point = (radius: number, degrees: number): string => {
  const angle = (degrees * Math.PI) / 180;
  return `${round(Math.sin(angle) * radius)} ${round(-Math.cos(angle) * radius)}`;
};
const round = (value: number): number => Math.round(value * 100) / 100;

/** A piece of a ring; with `inner` 0 a slice of a pie. A whole turn is drawn as two halves, as one arc cannot be one. */
export function arcPath(inner: number, outer: number, { from, to }: Arc): string {
  if (to - from >= 360) {
    const half = from + 180;
    return `${arcPath(inner, outer, { from, to: half })}${arcPath(inner, outer, { from: half, to: from + 359.999 })}`;
  }
  const large = to - from > 180 ? 1 : 0;
  const out = `M${point(outer, from)}A${outer} ${outer} 0 ${large} 1 ${point(outer, to)}`;
  if (inner <= 0) return `${out}L0 0Z`;
  return `${out}L${point(inner, to)}A${inner} ${inner} 0 ${large} 0 ${point(inner, from)}Z`;
}
