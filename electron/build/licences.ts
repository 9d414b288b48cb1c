// Which npm packages ship, by where they run: those of which at least one file is in the built output, and what stays
// outside it. `node electron/build/licences.ts` compares them with docs/runtime-packages.json, which gives the reason for
// each. A limit: code that a package has copied into itself from another one is counted as the first one's.
import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';

export interface ShippedPackage {
  name: string;
  version: string;
  licence: string;
  /** `process`: with the rights of the user. `page`: in the sandboxed page. */
  runsIn: 'process' | 'page' | 'both';
}

export interface ListedPackage extends Omit<ShippedPackage, 'version'> {
  reason: string;
  /** The one machine, as `linux-x64`, on which it is installed; absent for all. */
  onlyOn?: string;
}

/** Licences under which anything may be built in. */
const acceptedLicences = new Set([
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'Unlicense',
  'OFL-1.1',
  // As permissive as MIT, and written to be understood.
  'BlueOak-1.0.0',
]);

/** `MIT AND ISC`: parts under different ones, each of which has to be accepted. */
const isAccepted = (licence: string): boolean => licence.split(' AND ').every((one) => acceptedLicences.has(one));

/** Loaded at run time, so in no bundle. */
const outsideTheBundle = ['better-sqlite3', 'koffi', '@koromix/koffi-linux-x64', '@koromix/koffi-linux-arm64'];

interface Output {
  type: 'chunk' | 'asset';
  moduleIds?: string[];
  originalFileNames?: string[];
}

/** The files that went into the chunks and assets of a build. */
export function sourceFiles({ output }: { output: readonly Output[] }): string[] {
  return output.flatMap(({ moduleIds = [], originalFileNames = [] }) => [...moduleIds, ...originalFileNames]);
}

/** The packages behind two lists of files, by name. In nested folders the innermost node_modules counts. */
export function shippedPackages(
  root: string,
  inProcesses: readonly string[],
  inPage: readonly string[],
): ShippedPackage[] {
  const processes = foldersOf(root, inProcesses);
  for (const name of outsideTheBundle) processes.add(join(root, 'node_modules', name));
  const page = foldersOf(root, inPage);
  const shipped = [...new Set([...processes, ...page])].flatMap((folder) => {
    const runsIn = !page.has(folder) ? 'process' : processes.has(folder) ? 'both' : 'page';
    return describe(folder, runsIn);
  });
  return shipped.toSorted((left, right) => (left.name < right.name ? -1 : 1));
}

function foldersOf(root: string, files: readonly string[]): Set<string> {
  const folders = files.flatMap((file) => {
    const path = /^\0?((?:.*[\\/])?node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)/.exec(file)?.[1];
    if (path === undefined) return [];
    // Assets are named relative to the page's own folder.
    return [isAbsolute(path) ? path : join(root, path.slice(path.indexOf('node_modules')))];
  });
  return new Set(folders);
}

function describe(folder: string, runsIn: ShippedPackage['runsIn']): ShippedPackage[] {
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest)) return [];
  const { name, version, license } = JSON.parse(readFileSync(manifest, 'utf8')) as Record<string, string | undefined>;
  return name === undefined ? [] : [{ name, version: version ?? '', licence: license ?? 'unknown', runsIn }];
}

/** What is wrong with what ships, each as a sentence: not listed, listed for nothing, moved, or under a licence unknown. */
export function packageFaults(
  shipped: readonly ShippedPackage[],
  listed: readonly ListedPackage[],
  machine = `${process.platform}-${process.arch}`,
): string[] {
  const names = new Set(shipped.map(({ name }) => name));
  const gone = listed
    .filter(({ name, onlyOn = machine }) => onlyOn === machine && !names.has(name))
    .map(({ name }) => `${name} is listed and no longer ships`);
  const faults = shipped.flatMap(({ name, licence, runsIn }) => {
    const entry = listed.find((candidate) => candidate.name === name);
    if (entry === undefined) return [`${name} ships and is not listed with a reason`];
    const wrong: string[] = [];
    if (entry.reason.trim() === '') wrong.push(`${name} has no reason`);
    if (entry.runsIn !== runsIn) wrong.push(`${name} is listed for ${entry.runsIn} and runs in ${runsIn}`);
    if (entry.licence !== licence) wrong.push(`${name} is listed as ${entry.licence} and is ${licence}`);
    if (!isAccepted(licence)) wrong.push(`${name} has a licence that was not agreed to: ${licence}`);
    return wrong;
  });
  return [...new Set([...faults, ...gone])];
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..', '..');
  const read = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'));
  const shipped = read('out/packages.json') as ShippedPackage[];
  const faults = packageFaults(shipped, read('docs/runtime-packages.json') as ListedPackage[]);
  for (const fault of faults) console.error(fault);
  const inProcesses = shipped.filter(({ runsIn }) => runsIn !== 'page').length;
  console.log(`${inProcesses} packages run in processes, ${shipped.length - inProcesses} more in the page`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
