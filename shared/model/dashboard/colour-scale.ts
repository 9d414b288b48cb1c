// Colours between colours, for scales from the least to the greatest. Hexadecimal colours and rgb() are mixed; of others
// the nearest is taken. Pure.

/** @param share 0 for the first colour, 1 for the last. */
export function mixed(colours: readonly string[], share: number): string | null {
  const place = Math.min(1, Math.max(0, share)) * (colours.length - 1);
  const at = Math.min(colours.length - 2, Math.floor(place));
  const [from, to] = [colours[Math.max(0, at)], colours[at + 1]];
  if (from === undefined) return null;
  if (to === undefined) return from;
  const part = place - at;
  const [one, other] = [rgbOf(from), rgbOf(to)];
  if (one === null || other === null) return part < 0.5 ? from : to;
  const hex = one.map((level, index) => Math.round(level + ((other[index] ?? level) - level) * part).toString(16).padStart(2, '0')); // prettier-ignore
  return `#${hex.join('')}`;
}

function rgbOf(colour: string): [number, number, number] | null {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(colour);
  const long = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})(?:[0-9a-f]{2})?$/i.exec(colour);
  const found = short ?? long;
  if (found !== null) {
    const level = (text: string | undefined): number => parseInt((text ?? '0').repeat(short === null ? 1 : 2), 16);
    return [level(found[1]), level(found[2]), level(found[3])];
  }
  const call = /^rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)/i.exec(colour);
  return call === null ? null : [Number(call[1]), Number(call[2]), Number(call[3])];
}
