// Fills in a template that was read. Where it needs a query, which nobody asks here, its own text stays, with a mark.
import { functions } from './functions.ts';
import { fieldOf, isMap, isTrue, keysOf, plainText, TemplateError, unknown, type GoValue } from './go-value.ts';
import type { Node, Operand, Pipe } from './parse.ts';

export interface TemplateScope {
  dot: GoValue;
  variables: [name: string, value: GoValue][];
  externalUrl: string;
}

/** What stands before the text of an action that needs an answer of the server. */
export const notAskedMark = '[not asked here]';

/** @throws TemplateError as Go's execution would. */
export function runTemplate(nodes: readonly Node[], scope: TemplateScope): string {
  return nodes.map((node) => runNode(node, scope)).join('');
}

function runNode(node: Node, scope: TemplateScope): string {
  if (node.kind === 'text') return node.text;
  const known = scope.variables.length;
  const value = valueOfPipe(node.pipe, scope);
  if (node.kind === 'action') {
    if (node.pipe.names.length > 0) return '';
    if (value === unknown) return `${notAskedMark} ${node.source}`;
    return value === null ? '<no value>' : plainText(value);
  }
  const text = value === unknown ? `${notAskedMark} ${node.source}` : runBlock(node, value, scope);
  scope.variables.length = known;
  return text;
}

function runBlock(node: Exclude<Node, { kind: 'text' | 'action' }>, value: GoValue, scope: TemplateScope): string {
  if (node.kind === 'range') return runRange(node, value, scope);
  if (!isTrue(value)) return runTemplate(node.otherwise, scope);
  if (node.kind === 'if') return runTemplate(node.body, scope);
  return runTemplate(node.body, { ...scope, dot: value });
}

function runRange(node: Exclude<Node, { kind: 'text' | 'action' }>, value: GoValue, scope: TemplateScope): string {
  if (!isMap(value) || value.struct) throw new TemplateError(`range can't iterate over ${plainText(value)}`);
  const keys = keysOf(value);
  if (keys.length === 0) return runTemplate(node.otherwise, scope);
  const { names } = node.pipe;
  return keys
    .map((key) => {
      const dot = value.entries[key] ?? '';
      const known = scope.variables.length;
      const given: GoValue[] = names.length > 1 ? [key, dot] : [dot];
      names.forEach((name, index) => scope.variables.push([name, given[index] ?? '']));
      const text = runTemplate(node.body, { ...scope, dot });
      scope.variables.length = known;
      return text;
    })
    .join('');
}

function valueOfPipe(pipe: Pipe, scope: TemplateScope): GoValue {
  let value: GoValue | undefined;
  for (const command of pipe.commands) value = valueOfCommand(command, value, scope);
  const result = value ?? null;
  for (const name of pipe.names) {
    if (pipe.declares) scope.variables.push([name, result]);
    else variableOf(name, scope)[1] = result;
  }
  return result;
}

function valueOfCommand(command: readonly Operand[], last: GoValue | undefined, scope: TemplateScope): GoValue {
  const [first, ...rest] = command;
  if (!first) return null;
  if (first.of.kind !== 'function') {
    if (rest.length > 0 || last !== undefined) throw new TemplateError("can't give argument to non-function");
    return valueOf(first, scope);
  }
  const { name } = first.of;
  const found = functions[name];
  if (!found) throw new TemplateError(`function "${name}" not defined`);
  const count = rest.length + (last === undefined ? 0 : 1);
  if (count < found.least || count > found.most) {
    const wanted = found.most === found.least ? `${found.least}` : `at least ${found.least}`;
    throw new TemplateError(`wrong number of args for ${name}: want ${wanted} got ${count}`);
  }
  const args: GoValue[] = [];
  for (const operand of rest) {
    args.push(valueOf(operand, scope));
    const decided = args.at(-1) ?? null;
    // Go does not look at the arguments behind the one that decides.
    if (decided !== unknown && ((name === 'and' && !isTrue(decided)) || (name === 'or' && isTrue(decided)))) break;
  }
  if (last !== undefined) args.push(last);
  if (args.includes(unknown)) return unknown;
  const value = found.call(args, scope);
  return first.fields.reduce(fieldOf, value);
}

function valueOf({ of, fields }: Operand, scope: TemplateScope): GoValue {
  const base =
    of.kind === 'value'
      ? of.value
      : of.kind === 'dot'
        ? scope.dot
        : of.kind === 'variable'
          ? variableOf(of.name, scope)[1]
          : of.kind === 'pipe'
            ? valueOfPipe(of.pipe, scope)
            : valueOfCommand([{ of, fields: [] }], undefined, scope);
  return fields.reduce(fieldOf, base);
}

function variableOf(name: string, { variables }: TemplateScope): [string, GoValue] {
  const found = variables.findLast(([known]) => known === name);
  if (!found) throw new TemplateError(`undefined variable "${name}"`);
  return found;
}
