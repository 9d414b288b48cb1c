// What is used of node:http, without importing it: an import reads all exports of a built-in module, and one of these loads
// the whole of Node's own fetch, which a start of the engine would pay for and nobody uses. A start asks nobody either.
import type * as http from 'node:http';

const loaded = (): typeof http => process.getBuiltinModule('node:http');

export const get = ((...given: Parameters<typeof http.get>) => loaded().get(...given)) as typeof http.get;
export const request = ((...given: Parameters<typeof http.request>) => loaded().request(...given)) as typeof http.request; // prettier-ignore
export const newAgent = (options?: http.AgentOptions): http.Agent => new (loaded().Agent)(options);
