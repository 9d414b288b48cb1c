// YAML text to plain values, each with its place in the text. Stricter than YAML where leniency hides a slip: one
// document, no duplicate or non-text keys, no unknown tags, few aliases. It knows nothing of plans.
import { isAlias, isMap, isScalar, isSeq, parseDocument, visit, type Alias, type Document, type Node, type Pair, type Scalar } from 'yaml'; // prettier-ignore
import type { Place, PlanProblem } from '#shared/model/plan.ts';
import { linePlaces } from './line-places.ts';
import { beyondLimits, depthLimit } from './yaml-depth.ts';

export type Path = (string | number)[];

export interface YamlTree {
  value: unknown;
  /** Where the node at the path begins; of what is missing, where its nearest present parent does. */
  placeOf: (path: Path) => Place;
  /** Where the key of a map's member stands. */
  placeOfKey: (path: Path, key: string) => Place;
  /** Where `offset` characters into `part` of the text at the path stand; where the text begins if it is escaped. */
  placeInText: (path: Path, part: string, offset: number) => Place;
}

const tooDeep = `nested too deep; at most ${depthLimit} levels are allowed`;
const aliasLimit = 50;
const aliasedNodesLimit = 10_000;

/** Reads one YAML document. Never throws; problems are all that were found, in the order of the text. */
export function readYaml(text: string): { tree: YamlTree } | { problems: PlanProblem[] } {
  const placeAt = linePlaces(text);
  const beyond = beyondLimits(text);
  if (beyond) return { problems: [{ message: beyond.message, ...placeAt(beyond.offset), path: '' }] };
  // Duplicate keys are looked for here: the parser's own look is quadratic in the number of keys.
  const document = parseDocument(text, { uniqueKeys: false, prettyErrors: false });
  const faults = [...document.errors, ...document.warnings].slice(0, 100);
  if (faults.length > 0) {
    return { problems: faults.map((fault) => ({ message: faultWords(fault), ...placeAt(fault.pos[0]), path: '' })) };
  }
  const problems: PlanProblem[] = [];
  const value = createReader(document, (message, offset, path) => problems.push({ message, ...placeAt(offset), path: showPlace(path) })).read(); // prettier-ignore
  if (problems.length > 0) return { problems };
  return { tree: { value, ...places(document, text, placeAt) } };
}

function faultWords({ code, message }: { code: string; message: string }): string {
  if (code === 'MULTIPLE_DOCS') return 'a second document begins here; a plan is one document';
  if (code === 'TAB_AS_INDENT') return 'a tab stands in the indentation; YAML allows only spaces there';
  if (code === 'TAG_RESOLVE_FAILED') return `${message}; tags are not allowed`;
  if (/stack/i.test(message)) return tooDeep;
  return `not YAML: ${message}`;
}

/** `phases[0].items[2]`, for people. */
export function showPlace(path: Path): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index > 0 ? '.' : ''}${step}`))
    .join('');
}

type Report = (message: string, offset: number, path: Path) => void;

function createReader(document: Document.Parsed, report: Report): { read: () => unknown } {
  const targets = aliasTargets(document, report);
  const open = new Set<Node>();
  let aliased = 0;
  let insideAlias = 0;

  const readAlias = (alias: Alias, path: Path): unknown => {
    const target = targets?.get(alias);
    if (!target) return null;
    if (open.has(target)) {
      report(`*${alias.source} stands inside what it stands for`, offsetOf(alias), path);
      return null;
    }
    insideAlias++;
    const value = readNode(target, path);
    insideAlias--;
    return value;
  };
  const readMap = (items: Pair[], path: Path): Record<string, unknown> => {
    const value: Record<string, unknown> = {};
    for (const { key, value: member } of items) {
      const name = isScalar(key) ? key.value : null;
      const offset = offsetOf(key as Node | null) || offsetOf(member as Node | null);
      if (typeof name !== 'string' || name === '__proto__') {
        report(
          'this is not allowed as a key; a key is text, in quotes where it looks like anything else',
          offset,
          path,
        );
      } else if (Object.hasOwn(value, name)) {
        report(`the key "${name}" stands here a second time`, offset, [...path, name]);
      } else {
        value[name] = readNode(member as Node | null, [...path, name]);
      }
    }
    return value;
  };
  const readNode = (node: Node | null, path: Path): unknown => {
    if (node === null) return null;
    if (insideAlias > 0 && ++aliased > aliasedNodesLimit) {
      if (aliased === aliasedNodesLimit + 1) report(`aliases stand for more than ${aliasedNodesLimit} values in all`, offsetOf(node), path); // prettier-ignore
      return null;
    }
    if (path.length > depthLimit) {
      report(tooDeep, offsetOf(node), path);
      return null;
    }
    if (isAlias(node)) return readAlias(node, path);
    if (isScalar(node)) return readScalar(node, path, report);
    open.add(node);
    const value = isMap(node)
      ? readMap(node.items as Pair[], path)
      : isSeq(node)
        ? node.items.map((item, index) => readNode(item as Node | null, [...path, index]))
        : null;
    open.delete(node);
    return value;
  };
  return { read: () => (targets === null ? null : readNode(document.contents, [])) };
}

function readScalar(node: Scalar, path: Path, report: Report): unknown {
  const { value } = node;
  if (typeof value === 'object' && value !== null) report('tags are not allowed here', offsetOf(node), path);
  else if (typeof value !== 'number' || Number.isFinite(value)) return value;
  else report('a number must be finite', offsetOf(node), path);
  return null;
}

/** What every alias stands for; null where there are too many to be honest, which is reported. */
function aliasTargets(document: Document.Parsed, report: Report): Map<Alias, Node> | null {
  const aliases: Alias[] = [];
  visit(document, { Alias: (_, alias) => (aliases.push(alias) > aliasLimit ? visit.BREAK : undefined) });
  const last = aliases[aliasLimit];
  if (last) {
    report(`at most ${aliasLimit} aliases (*name) are allowed`, offsetOf(last), []);
    return null;
  }
  const targets = new Map<Alias, Node>();
  for (const alias of aliases) {
    const target = alias.resolve(document);
    if (target) targets.set(alias, target);
    else report(`*${alias.source} stands for nothing: no &${alias.source} before it`, offsetOf(alias), []);
  }
  return targets;
}

function offsetOf(node: Node | null): number {
  return node?.range?.[0] ?? 0;
}

function places(document: Document.Parsed, text: string, placeAt: (offset: number) => Place): Omit<YamlTree, 'value'> {
  const resolved = (node: unknown): Node | null => {
    const plain = isAlias(node) ? (node.resolve(document) ?? null) : (node as Node | null);
    return plain ?? null;
  };
  // A map of very many unknown keys is asked for each of them.
  const indexes = new WeakMap<Node, Map<unknown, Pair>>();
  const pairOf = (node: Node | null, key: string | number): Pair | undefined => {
    if (!isMap(node)) return undefined;
    const pairs = node.items as Pair[];
    const index =
      indexes.get(node) ?? new Map(pairs.toReversed().map((pair) => [isScalar(pair.key) && pair.key.value, pair]));
    indexes.set(node, index);
    return index.get(key);
  };
  /** The node at the path, or the deepest on the way to it, with the offset to show for it. */
  const find = (path: Path): { node: Node | null; offset: number; whole: boolean } => {
    let node = resolved(document.contents);
    let offset = offsetOf(document.contents);
    for (const step of path) {
      const pair = pairOf(node, step);
      const member = isSeq(node) && typeof step === 'number' ? (node.items[step] as Node | undefined) : pair?.value;
      if (member === undefined && !pair) return { node, offset, whole: false };
      offset = offsetOf((member ?? pair?.key ?? null) as Node | null) || offset;
      node = resolved(member ?? null);
    }
    return { node, offset, whole: true };
  };
  return {
    placeOf: (path) => placeAt(find(path).offset),
    placeOfKey: (path, key) => {
      const { node, offset } = find(path);
      return placeAt(offsetOf(pairOf(node, key)?.key as Node | null) || offset);
    },
    placeInText: (path, part, within) => {
      const { node, offset, whole } = find(path);
      const [start, end] = node?.range ?? [offset, offset];
      const at = whole ? text.slice(start, end).indexOf(part) : -1;
      return placeAt(at < 0 ? offset : start + at + within);
    },
  };
}
