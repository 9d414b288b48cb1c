// What is used of node:http, without importing it: an import reads all exports of a built-in module, and one of these loads
// the whole of Node's own fetch, which a start of the engine would pay for and nobody uses.
export const { Agent, get, request } = process.getBuiltinModule('node:http');
