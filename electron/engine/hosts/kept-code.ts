// Loads a script with the code that V8 has compiled of it in an earlier start. Node's own cache of modules keeps only what
// is compiled before a module runs; here everything that ran until `keep` is kept, which is what the next start runs.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import module, { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { cachedDataVersionTag } from 'node:v8';
import { Script } from 'node:vm';
import { crc32 } from 'node:zlib';

export interface LoadedScript {
  exports: unknown;
  /** V8 was given code of an earlier start and took it. */
  tookCode: boolean;
  /**
   * Keeps what is compiled by now, unless kept code was taken. To be called once, under the flags of V8 that were in force
   * at loading: code is taken only under the flags it was kept under. Where it cannot be written nothing is kept.
   */
  keep: () => void;
}

/** What makes the function of a source that `require` would. */
const [head, tail] = ['(function (exports, require, module, __filename, __dirname) { ', '\n})'].map((part) => Buffer.from(part)) as [Buffer, Buffer]; // prettier-ignore

/** Of what V8 checks neither: that the code is of this source, and that it is whole. */
const sumsBytes = 8;

/**
 * Loads a CommonJS script as `require` would, which finds it from then on.
 * @param folder where compiled code is kept; made when needed
 * @param late modules that are loaded when something of them is first used, though the script requires them as it begins
 */
export function loadScript(file: string, folder: string, late: ReadonlySet<string> = new Set()): LoadedScript {
  // On the first line, so that lines keep their numbers; as bytes, since V8 would copy a text that is put together.
  const source = Buffer.concat([head, readFileSync(file), tail]);
  const sourceSum = crc32(source);
  // Each V8 keeps its own: the desktop app and Node may start the same build by turns.
  const kept = join(folder, `${basename(file)}-${process.arch}-${cachedDataVersionTag()}`);
  const cachedData = readKept(kept, sourceSum);
  const script = new Script(source.toString(), { filename: file, ...(cachedData !== null && { cachedData }) });
  const tookCode = cachedData !== null && script.cachedDataRejected === false;
  const loaded = new module.Module(file);
  loaded.filename = file;
  const require = createRequire(file);
  require.cache[file] = loaded;
  const run = script.runInThisContext() as (...given: unknown[]) => void;
  const requireOf = (id: string): unknown => (late.has(id) ? loadedLate(() => require(id) as object) : require(id));
  run.call(loaded.exports, loaded.exports, requireOf, loaded, file, dirname(file));
  loaded.loaded = true;
  const keep = (): void => {
    if (!tookCode) writeKept(kept, sourceSum, () => script.createCachedData());
  };
  return { exports: loaded.exports, tookCode, keep };
}

/** Has what the module has, whose every property is read anew. */
function loadedLate(load: () => object): object {
  return new Proxy(
    {},
    {
      get: (_, name) => Reflect.get(load(), name) as unknown,
      has: (_, name) => Reflect.has(load(), name),
      ownKeys: () => Reflect.ownKeys(load()),
      getOwnPropertyDescriptor: (_, name) => {
        const property = Reflect.getOwnPropertyDescriptor(load(), name);
        return property && { ...property, configurable: true };
      },
    },
  );
}

function readKept(file: string, sourceSum: number): Buffer | null {
  try {
    const bytes = readFileSync(file);
    const code = bytes.subarray(sumsBytes);
    return bytes.readUInt32LE(0) === sourceSum && bytes.readUInt32LE(4) === crc32(code) ? code : null;
  } catch {
    // None is kept yet, or it is shorter than its sums.
    return null;
  }
}

function writeKept(file: string, sourceSum: number, codeNow: () => Buffer): void {
  const part = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    // Two starts at once may both write it: the name has one of them, whole. Making the code holds up whatever else the
    // process does, so not before it is known that it can be kept.
    writeFileSync(part, '');
    const code = codeNow();
    const sums = Buffer.alloc(sumsBytes);
    sums.writeUInt32LE(sourceSum, 0);
    sums.writeUInt32LE(crc32(code), 4);
    writeFileSync(part, Buffer.concat([sums, code]));
    renameSync(part, file);
  } catch {
    // An installed application may not write beside itself, and a disk fills up; the next start then compiles anew.
    removeQuietly(part);
  }
}

function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It was never there: where it would be is no folder.
  }
}
