// Which of two releases is the later one. Where that cannot be told (commit hashes, different packages) it says so.

/** Negative: `a` is earlier; 0: the same; positive: later; null: not known. Semantic versions, else natural order. */
export function compareReleases(a: string, b: string): number | null {
  if (a === b) return 0;
  const left = partsOf(a);
  const right = partsOf(b);
  if (left.name !== right.name) return null;
  if (isCommit(left.version) || isCommit(right.version)) return null;
  const [first, second] = [semverOf(left.version), semverOf(right.version)];
  if (first !== null && second !== null) return compareSemver(first, second);
  if ((first === null) !== (second === null) && !sameShape(left.version, right.version)) return null;
  return sameShape(left.version, right.version) ? compareNatural(left.version, right.version) : null;
}

/** `shop@1.2.3+5` is a package and its version; build metadata does not order. */
function partsOf(release: string): { name: string; version: string } {
  const at = release.lastIndexOf('@');
  const version = (at < 0 ? release : release.slice(at + 1)).trim();
  return { name: at < 0 ? '' : release.slice(0, at), version: version.replace(/^v(?=\d)/, '') };
}

const isCommit = (version: string): boolean => /^(?=.*[a-f])(?=.*\d)[0-9a-f]{7,40}$/.test(version);

interface Semver {
  numbers: number[];
  pre: string[];
}

function semverOf(version: string): Semver | null {
  const found = /^(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/.exec(version);
  if (found === null) return null;
  return { numbers: [1, 2, 3].map((at) => Number(found[at])), pre: found[4]?.split('.') ?? [] };
}

/** Semantic Versioning 2.0.0, section 11. */
function compareSemver(a: Semver, b: Semver): number {
  for (const [at, number] of a.numbers.entries()) {
    const other = b.numbers[at] ?? 0;
    if (number !== other) return number - other;
  }
  if (a.pre.length === 0 || b.pre.length === 0) return b.pre.length - a.pre.length;
  for (let at = 0; at < Math.max(a.pre.length, b.pre.length); at++) {
    const [one, other] = [a.pre[at], b.pre[at]];
    if (one === undefined) return -1;
    if (other === undefined) return 1;
    if (one === other) continue;
    const numeric = [/^\d+$/.test(one), /^\d+$/.test(other)];
    if (numeric[0] && numeric[1]) return Number(one) - Number(other);
    if (numeric[0] !== numeric[1]) return numeric[0] ? -1 : 1;
    return one < other ? -1 : 1;
  }
  return 0;
}

const pieces = (version: string): string[] => version.match(/\d+|\D+/g) ?? [];

/** The same words in the same places, so that only numbers differ: `r12` and `r13`, `2026-11-01` and `2026-11-09`. */
function sameShape(a: string, b: string): boolean {
  const words = (version: string): string => pieces(version).map((piece) => (/^\d/.test(piece) ? '0' : piece)).join(''); // prettier-ignore
  return words(a) === words(b) || (/^[\d.]+$/.test(a) && /^[\d.]+$/.test(b));
}

function compareNatural(a: string, b: string): number {
  const [left, right] = [pieces(a), pieces(b)];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const [one, other] = [left[at], right[at]];
    if (one === undefined) return -1;
    if (other === undefined) return 1;
    const difference = Number(one) - Number(other);
    if (!Number.isNaN(difference) && difference !== 0) return difference;
  }
  return 0;
}
