// Reads a template into a tree: the part of Go's text/template that labels and annotations of Prometheus' rules use.
import { functions } from './functions.ts';
import { TemplateError, type GoValue } from './go-value.ts';
import { scanTemplate, type Token } from './scan.ts';

export interface Operand {
  of:
    | { kind: 'value'; value: GoValue }
    | { kind: 'dot' }
    | { kind: 'variable'; name: string }
    | { kind: 'function'; name: string }
    | { kind: 'pipe'; pipe: Pipe };
  /** Taken of it one after the other: `.Labels.job`. */
  fields: string[];
}

export interface Pipe {
  /** Variables that get its value. */
  names: string[];
  /** Whether they are declared here, or were before. */
  declares: boolean;
  /** Each gets the value of the one before as its last argument. */
  commands: Operand[][];
}

export type Node =
  | { kind: 'text'; text: string }
  | { kind: 'action'; pipe: Pipe; source: string }
  | { kind: 'if' | 'with' | 'range'; pipe: Pipe; body: Node[]; otherwise: Node[]; source: string };

/** What Prometheus declares before every template of a rule. */
const declared = ['$', '$labels', '$externalLabels', '$externalURL', '$value'];
const blocks = new Set(['if', 'with', 'range']);
const unsupported = new Set(['define', 'template', 'block', 'break', 'continue']);
const nestingLimit = 100;

/** @throws TemplateError where it is none, or uses what is not supported. */
export function parseTemplate(text: string): Node[] {
  const pieces = scanTemplate(text);
  const variables = [...declared];
  let at = 0;
  let depth = 0;

  /** Up to `end` or `else`, whose tokens it returns as well; at the outside up to the end of the text. */
  const list = (outside: boolean): { nodes: Node[]; stop: Token[]; to: number } => {
    const nodes: Node[] = [];
    for (let piece = pieces[at++]; piece; piece = pieces[at++]) {
      if (piece.kind === 'text') {
        nodes.push(piece);
        continue;
      }
      const [first, ...rest] = piece.tokens;
      const word = first?.kind === 'name' ? first.text : '';
      if (unsupported.has(word)) throw new TemplateError(`{{${word}}} is not supported in rules here`);
      if (word === 'end' || word === 'else') {
        if (outside) throw new TemplateError(`unexpected {{${word}}}`);
        return { nodes, stop: piece.tokens, to: piece.to };
      }
      if (blocks.has(word)) nodes.push(block(word as 'if' | 'with' | 'range', rest, piece.from));
      else nodes.push({ kind: 'action', pipe: parsePipe(piece.tokens, variables), source: text.slice(piece.from, piece.to) }); // prettier-ignore
    }
    if (!outside) throw new TemplateError('unexpected EOF: a block has no {{end}}');
    return { nodes, stop: [], to: text.length };
  };

  const block = (kind: 'if' | 'with' | 'range', tokens: Token[], from: number): Node => {
    if (++depth > nestingLimit) throw new TemplateError(`blocks are nested more than ${nestingLimit} deep`);
    const known = variables.length;
    const pipe = parsePipe(tokens, variables, kind === 'range');
    const body = list(false);
    let otherwise: Node[] = [];
    let to = body.to;
    const [first, second, ...rest] = body.stop;
    if (first?.text === 'else' && second) {
      // {{else if}}: a block of its own, which ends with this one.
      if (!blocks.has(second.text) || second.text === 'range') throw new TemplateError(`unexpected ${second.text} after else`); // prettier-ignore
      otherwise = [block(second.text as 'if' | 'with', rest, from)];
      to = pieces[at - 1]?.kind === 'action' ? (pieces[at - 1] as { to: number }).to : to;
    } else if (first?.text === 'else') {
      variables.length = known + pipe.names.length;
      const rest = list(false);
      if (rest.stop[0]?.text !== 'end') throw new TemplateError('a second {{else}} in one block');
      otherwise = rest.nodes;
      to = rest.to;
    }
    variables.length = known;
    depth--;
    return { kind, pipe, body: body.nodes, otherwise, source: text.slice(from, to) };
  };
  return list(true).nodes;
}

function parsePipe(tokens: readonly Token[], variables: string[], range = false): Pipe {
  const names: string[] = [];
  let declares = false;
  const stop = tokens.findIndex(({ kind, text }) => kind === 'sign' && (text === ':=' || text === '='));
  if (stop > 0) {
    declares = tokens[stop]?.text === ':=';
    for (const { kind, text } of tokens.slice(0, stop)) {
      if (kind === 'variable') names.push(text);
      else if (text !== ',') throw new TemplateError(`unexpected ${text} before ${declares ? ':=' : '='}`);
    }
    if (names.length > (range ? 2 : 1)) throw new TemplateError('too many declarations');
  }
  const commands = createPipeReader(tokens.slice(stop + 1), variables).whole();
  if (declares) variables.push(...names);
  else for (const name of names) if (!variables.includes(name)) throw new TemplateError(`undefined variable "${name}"`);
  return { names, declares, commands };
}

function createPipeReader(tokens: readonly Token[], variables: readonly string[]): { whole: () => Operand[][] } {
  let at = 0;
  let depth = 0;
  const sign = (text: string): boolean => tokens[at]?.kind === 'sign' && tokens[at]?.text === text;

  const pipe = (): Operand[][] => {
    if (++depth > nestingLimit) throw new TemplateError(`parentheses are nested more than ${nestingLimit} deep`);
    const commands: Operand[][] = [];
    do {
      const operands: Operand[] = [];
      while (at < tokens.length && !sign('|') && !sign(')')) operands.push(operand());
      if (operands.length === 0) throw new TemplateError('missing value for command');
      if (commands.length > 0 && operands[0]?.of.kind === 'value') {
        throw new TemplateError(`non executable command in pipeline stage ${commands.length + 1}`);
      }
      commands.push(operands);
    } while (sign('|') && ++at);
    depth--;
    return commands;
  };
  const operand = (): Operand => {
    const first = tokens[at++];
    if (!first) throw new TemplateError('unexpected end of an action');
    const fields: string[] = first.kind === 'field' ? [first.text] : [];
    const of = sourceOf(first);
    while (tokens[at]?.kind === 'field' && !tokens[at]?.apart) fields.push(tokens[at++]?.text ?? '');
    if (fields.length > 0 && of.kind === 'value') throw new TemplateError(`unexpected . after term ${first.text}`);
    return { of, fields };
  };
  const sourceOf = (first: Token): Operand['of'] => {
    const { kind, text } = first;
    if (kind === 'text') return { kind: 'value', value: text };
    if (kind === 'number') return { kind: 'value', value: numberOf(text) };
    if (kind === 'field' || kind === 'dot') return { kind: 'dot' };
    if (kind === 'variable') {
      if (!variables.includes(text)) throw new TemplateError(`undefined variable "${text}"`);
      return { kind: 'variable', name: text };
    }
    if (kind === 'name') {
      const constant = { true: true, false: false, nil: null }[text];
      if (constant !== undefined) return { kind: 'value', value: constant };
      if (!Object.hasOwn(functions, text)) throw new TemplateError(`function "${text}" not defined`);
      return { kind: 'function', name: text };
    }
    if (text !== '(') throw new TemplateError(`unexpected "${text}" in operand`);
    const commands = pipe();
    if (!sign(')')) throw new TemplateError('unclosed left paren');
    at++;
    return { kind: 'pipe', pipe: { names: [], declares: false, commands } };
  };
  return {
    whole: () => {
      const commands = pipe();
      if (at < tokens.length) throw new TemplateError(`unexpected "${tokens[at]?.text}"`);
      return commands;
    },
  };
}

/** A point or an exponent makes it a float64; otherwise it is an int. */
function numberOf(text: string): number | bigint {
  const hex = /^[+-]?0x/i.test(text);
  if (/x$/i.test(text)) throw new TemplateError(`bad number syntax: ${JSON.stringify(text)}`);
  if (!hex && /[.eE]/.test(text)) return Number(text);
  return text.startsWith('-') ? -BigInt(text.slice(1)) : BigInt(text.replace(/^\+/, ''));
}
