// What is built from what, and where it goes. How, and whether it is needed, is in build.ts and freshness.ts.
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import type { BuildOptions } from 'rolldown';
import { inAscii } from './ascii-only.ts';

/** Left to be loaded at run time: Electron is the runtime itself, better-sqlite3 and koffi have a native part. */
export const external = ['electron', 'better-sqlite3', 'koffi', /\.node$/, /^node:/, ...builtinModules];

/** Nine tenths of what the Docker client brings; see left-out.js. */
const leftOut = ['ssh2', '@grpc/grpc-js', '@grpc/proto-loader', 'protobufjs', 'tar-fs', '@balena/dockerignore'];

/** Every process but the page and its preload: ES modules, what is imported dynamically in files of its own. */
export const processes: BuildOptions = {
  input: {
    'main/index': 'electron/main/index.ts',
    'engine/utility': 'electron/engine/hosts/utility.ts',
    'engine/forked': 'electron/engine/hosts/forked.ts',
    'engine/probe-host': 'electron/engine/probe-host/host.ts',
    'engine/docker-events': 'electron/engine/sources/docker/event-thread.ts',
    'engine/read-thread': 'electron/engine/reading/read-thread.ts',
    'engine/check-thread': 'electron/engine/recorder/check-thread.ts',
    'engine/verify-thread': 'electron/engine/recorder/verify-thread.ts',
    'engine/checkpoint-thread': 'electron/engine/store/checkpoint-thread.ts',
    'engine/review-host': 'electron/engine/review/review-host.ts',
    'engine/no-network': 'electron/engine/review/no-network.ts',
    'engine/review-hash': 'electron/engine/review/hash-thread.ts',
    'engine/bundle-thread': 'electron/engine/bundles/bundle-thread.ts',
    'engine/attestor': 'electron/engine/demo/attestor.ts',
    'engine/keeper': 'electron/engine/demo/keeper.ts',
    'server/main': 'electron/server/main.ts',
    'cli/index': 'electron/cli/main.ts',
  },
  external,
  platform: 'node',
  tsconfig: false,
  resolve: { alias: Object.fromEntries(leftOut.map((name) => [name, join(import.meta.dirname, 'left-out.js')])) },
  transform: {
    // The oldest Node among Electron 33's and ours.
    target: 'node20',
    // CommonJS packages may ask for these; ES modules do not have them.
    define: { __dirname: 'import.meta.dirname', __filename: 'import.meta.filename' },
  },
  output: {
    dir: 'out',
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    sourcemap: true,
  },
};

/**
 * The engine of the desktop app once more, as a script, so that the code V8 has compiled of it can be kept after a start
 * (load-host.ts): what it begins with in one file, what it imports dynamically in files of their own.
 */
export const host: BuildOptions = {
  ...processes,
  input: { 'engine/host': 'electron/engine/hosts/host.ts' },
  resolve: { alias: { ...processes.resolve?.alias, zod$: join(import.meta.dirname, 'zod-once.ts') } },
  transform: { target: 'node20' },
  // A class that nobody extends in the end is left of a library, and naming it has Node load all of its streams of the web.
  treeshake: { unknownGlobalSideEffects: false },
  plugins: [inAscii],
  output: {
    ...processes.output,
    format: 'cjs',
    entryFileNames: '[name].cjs',
    // By its plain name it can be found; load-host.ts looks at what is in it.
    chunkFileNames: ({ name }) => (name === 'host' ? 'chunks/host.cjs' : 'chunks/[name]-[hash].cjs'),
    strict: true,
    // It is read whole at every start.
    comments: { legal: true, annotation: false, jsdoc: false },
    codeSplitting: { groups: [{ name: 'host', tags: ['$initial'] }] },
  },
};

/** A sandboxed preload has to be CommonJS. */
export const preload: BuildOptions = {
  input: { 'preload/index': 'electron/preload/index.ts' },
  external: ['electron'],
  platform: 'browser',
  tsconfig: false,
  output: { dir: 'out', format: 'cjs', entryFileNames: '[name].cjs', sourcemap: false },
};
