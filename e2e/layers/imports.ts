// Which modules a source file imports, by its text: static, re-exported, for their side effects, and dynamic ones.

const statement = /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/gm;
const sideEffect = /^\s*import\s*['"]([^'"]+)['"]/gm;
const dynamic = /\bimport\s*\(\s*['"`]([^'"`]+)['"`]/g;
const required = /\brequire\s*\(\s*['"`]([^'"`]+)['"`]/g;

/** The specifiers as written, without those in comments. A computed specifier cannot be seen. */
export function importsOf(text: string): string[] {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '');
  return [statement, sideEffect, dynamic, required].flatMap((pattern) =>
    [...code.matchAll(pattern)].map((match) => match[1] ?? ''),
  );
}

const aliases: [string, string][] = [
  ['#shared/', 'shared/'],
  ['#engine/', 'electron/engine/'],
];

/** The imported file relative to the project's folder, or the specifier itself where it is a package or a Node module. */
export function resolveImport(from: string, specifier: string): string {
  const alias = aliases.find(([beginning]) => specifier.startsWith(beginning));
  if (alias !== undefined) return alias[1] + specifier.slice(alias[0].length);
  if (!specifier.startsWith('.')) return specifier;
  const parts = from.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}
